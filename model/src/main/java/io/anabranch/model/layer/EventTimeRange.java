// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * The event times that a model was trained on, both ends included.
 *
 * @param from epoch milliseconds
 * @param to epoch milliseconds, not before {@code from}
 */
public record EventTimeRange(long from, long to) {

  public EventTimeRange {
    if (to < from) {
      throw new IllegalArgumentException(
          "an event-time range ends before it begins: " + from + " to " + to);
    }
  }
}
