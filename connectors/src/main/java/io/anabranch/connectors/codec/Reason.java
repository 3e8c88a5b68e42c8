// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import java.util.Locale;

/** Why a record was refused. The names are part of the dead-letter format: add, never rename. */
public enum Reason {
  /** The record has no key. */
  NULL_KEY,
  /** The record has no value. */
  NULL_VALUE,
  /** Key or value is longer than allowed. */
  TOO_LARGE,
  /** Not one well-formed value of the format: truncated, wrong encoding, trailing bytes. */
  MALFORMED,
  /** Avro of a schema that this version does not know. */
  UNKNOWN_SCHEMA,
  /** A field holds a value of another kind, say a string where a number belongs. */
  WRONG_TYPE,
  /** A field that must be there is not. */
  MISSING_FIELD,
  /** A vertex or edge id is empty, too long, or holds what no id may hold. */
  BAD_ID,
  /** The timestamp is negative, fractional or beyond 64 bits. */
  BAD_TIMESTAMP,
  /** A number is not finite as a float, or out of its range. */
  BAD_NUMBER,
  /** The number of features is not the model's. */
  WRONG_DIMENSION,
  /** The operation is unknown on this topic. */
  UNKNOWN_OP,
  /** The event lies further behind its partition's maximum than the allowed lateness. */
  LATE,
  /** The event lies further ahead of the clock than allowed. */
  TOO_FAR_AHEAD;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in headers and metrics, such as {@code null-key}. */
  public String code() {
    return code;
  }

  /**
   * The reason of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Reason ofCode(String code) {
    for (Reason reason : values()) {
      if (reason.code.equals(code)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no reason has the code '" + code + "'");
  }
}
