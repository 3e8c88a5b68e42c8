// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

/** Settings or data that cannot be trained on. The message says what was expected. */
public final class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainingException(String message) {
    super(message);
  }

  TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
