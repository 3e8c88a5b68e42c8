// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

/** A training has come to nothing. The message says why. */
public final class TrainingFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
