// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations ({@code 5ms}, {@code 1d}) and sizes ({@code 512B}, {@code 1MiB}): the unit is a must.
 */
public final class Units {

  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,12}) ?([a-zA-Z]+)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private Units() {}

  /** A duration; empty when the text is none. */
  public static Optional<Duration> parseDuration(String text) {
    return parse(text, MILLIS).map(Duration::ofMillis);
  }

  static Optional<Long> parseBytes(String text) {
    return parse(text, BYTES);
  }

  private static Optional<Long> parse(String text, Map<String, Long> units) {
    Matcher quantity = QUANTITY.matcher(text);
    if (!quantity.matches() || !units.containsKey(quantity.group(2))) {
      return Optional.empty();
    }
    try {
      long count = Long.parseLong(quantity.group(1));
      return Optional.of(Math.multiplyExact(count, units.get(quantity.group(2))));
    } catch (ArithmeticException e) {
      return Optional.empty(); // larger than any bound
    }
  }
}
