// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.io.Serializable;

/**
 * When periods of event time end: at the multiples of their length since the epoch.
 *
 * @param millis 0: never
 * @param pause milliseconds of the wall clock between two ends that are told
 */
record PeriodRule(long millis, long pause) implements Serializable {

  static final PeriodRule NONE = new PeriodRule(0, 0);

  /** The last end up to the horizon; before all times when there is none. */
  long lastEnd(long horizon) {
    return millis == 0 || horizon == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : Math.floorDiv(horizon, millis) * millis;
  }
}
