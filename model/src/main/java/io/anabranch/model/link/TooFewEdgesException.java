// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

/** There are too few edges to learn from, or to tell. The message says what was expected. */
public final class TooFewEdgesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooFewEdgesException(String expected) {
    super("expected " + expected);
  }
}
