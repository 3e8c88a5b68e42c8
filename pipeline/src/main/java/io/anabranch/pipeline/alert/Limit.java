// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.io.Serializable;
import java.time.Duration;

/** What a score must exceed. */
public sealed interface Limit extends Serializable {

  /** A number. */
  record Threshold(float value) implements Limit {
    public Threshold {
      if (!(value >= 0) || Float.isInfinite(value)) {
        throw new IllegalArgumentException("a threshold is a number from 0; got " + value);
      }
    }
  }

  /**
   * What that share of the scores of late does not exceed.
   *
   * @param share from above 0 to below 1
   * @param memory how long scores count, event time: those of the running stretch of that length,
   *     and of the one before
   */
  record Quantile(float share, Duration memory) implements Limit {
    public Quantile {
      if (!(share > 0 && share < 1) || memory.toMillis() < 1) {
        throw new IllegalArgumentException(
            "a quantile between 0 and 1 over at least a millisecond; got %s over %s"
                .formatted(share, memory));
      }
    }

    /** So many scores must have been seen that ten are above. */
    public long fewest() {
      return (long) Math.ceil(10 / (1 - (double) share));
    }
  }
}
