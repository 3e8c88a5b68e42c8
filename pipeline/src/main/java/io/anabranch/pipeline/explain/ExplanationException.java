// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

/** What was asked for cannot be explained. The message says what was expected and what came. */
public final class ExplanationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ExplanationException(String message) {
    super(message);
  }
}
