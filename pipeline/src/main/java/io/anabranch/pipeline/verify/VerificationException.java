// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

/** There is nothing to compare, and the message says why and what to do. */
public final class VerificationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public VerificationException(String message) {
    super(message);
  }
}
