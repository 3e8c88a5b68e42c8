// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

import java.time.Duration;

/**
 * How long to wait before a post is tried again: twice as long each time.
 *
 * @param first the first wait
 * @param most the longest
 */
public record Backoff(Duration first, Duration most) {

  /** From a second to a minute. */
  public static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  public Backoff {
    if (first.toMillis() < 1 || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "the first wait is at least 1ms, the longest no shorter; got " + first + ", " + most);
    }
  }

  /** The wait after so many failures in a row. */
  Duration after(int failures) {
    int doublings = Math.min(failures - 1, 30);
    long wait =
        Math.multiplyHigh(first.toMillis(), 1L << doublings) == 0
            ? first.toMillis() << doublings
            : Long.MAX_VALUE;
    return wait <= 0 || wait > most.toMillis() ? most : Duration.ofMillis(wait);
  }
}
