// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.util.Locale;

/** Which records of transactions a reader sees. */
public enum Isolation {
  /** Those of committed transactions; the end of a topic is then before the oldest open one. */
  READ_COMMITTED,
  /** All. */
  READ_UNCOMMITTED;

  String config() {
    return name().toLowerCase(Locale.ROOT);
  }
}
