// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

/** A retraining cannot be done now, but perhaps later: there is no checkpoint, or too few edges. */
public final class NotYetException extends RetrainException {

  private static final long serialVersionUID = 1L;

  public NotYetException(String message) {
    super(message);
  }

  NotYetException(String message, Throwable cause) {
    super(message, cause);
  }
}
