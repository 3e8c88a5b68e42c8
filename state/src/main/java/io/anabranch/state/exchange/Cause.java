// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

/**
 * Why something is said: of the events behind it the latest in event time, and the earliest that
 * reached Kafka.
 *
 * @param eventTime milliseconds since the epoch, event time
 * @param arrived milliseconds since the epoch, by the wall clock
 */
public record Cause(long eventTime, long arrived) {

  /** Both causes together. */
  public Cause and(Cause other) {
    return eventTime >= other.eventTime && arrived <= other.arrived
        ? this
        : new Cause(Math.max(eventTime, other.eventTime), Math.min(arrived, other.arrived));
  }
}
