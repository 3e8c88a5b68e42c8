// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

/**
 * What was sent, all of it acknowledged by the broker.
 *
 * @param bad records that are malformed on purpose; not counted in the others
 * @param nanos from the first record to the last acknowledgement
 */
public record ReplayCounts(long edges, long features, long bad, long heartbeats, long nanos) {

  public long records() {
    return edges + features + bad;
  }

  public double recordsPerSecond() {
    return records() * 1e9 / Math.max(1, nanos);
  }
}
