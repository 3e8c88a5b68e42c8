// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

/** A value is no alert. The message says what was expected and what came. */
public final class AlertException extends Exception {

  private static final long serialVersionUID = 1L;

  AlertException(String message) {
    super(message);
  }
}
