// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

/**
 * How to send.
 *
 * @param rate records a second; 0 for flat out
 * @param heartbeat a timestamp to send to every partition of the input topics at the end, so that
 *     none holds the clock back; negative for none
 */
public record ReplayOptions(double rate, long heartbeat) {

  public static final ReplayOptions FLAT_OUT = new ReplayOptions(0, -1);

  public ReplayOptions {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate is " + rate + ", expected >= 0");
    }
  }

  public static ReplayOptions atRate(double rate) {
    return new ReplayOptions(rate, -1);
  }

  public ReplayOptions withHeartbeat(long timestamp) {
    return new ReplayOptions(rate, timestamp);
  }

  boolean isPaced() {
    return rate > 0;
  }
}
