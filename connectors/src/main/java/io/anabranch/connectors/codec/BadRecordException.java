// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

/**
 * A record that is not what it should be. It belongs to dead letters and is no fault of the
 * program, so it carries a reason and a detail, but no stack trace: there may be many.
 */
public final class BadRecordException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_DETAIL = 300;

  private final Reason reason;
  private final String detail;

  public BadRecordException(Reason reason, String detail) {
    super(null, null, false, false);
    this.reason = reason;
    this.detail = Text.cut(detail, MAX_DETAIL);
  }

  public Reason reason() {
    return reason;
  }

  /** What was expected and what came, in at most 300 characters. */
  public String detail() {
    return detail;
  }

  @Override
  public String getMessage() {
    return reason.code() + ": " + detail;
  }
}
