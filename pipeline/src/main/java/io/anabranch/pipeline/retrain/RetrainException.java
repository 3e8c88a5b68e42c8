// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import java.io.IOException;

/** A retraining cannot be done. The message says what was expected and what came. */
public class RetrainException extends IOException {

  private static final long serialVersionUID = 1L;

  RetrainException(String message) {
    super(message);
  }

  RetrainException(String message, Throwable cause) {
    super(message, cause);
  }
}
