// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

/** How old embeddings are. */
enum Lag {
  NOW("now", 0),
  MINUTE("1 minute ago", 60_000),
  HOUR("1 hour ago", 3_600_000),
  DAY("1 day ago", 86_400_000);

  private final String title;
  private final long millis;

  Lag(String title, long millis) {
    this.title = title;
    this.millis = millis;
  }

  String title() {
    return title;
  }

  long millis() {
    return millis;
  }
}
