// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * How the past fades in a measure: an observation weighs {@code factor} of the one after it (Gama,
 * Sebastião, Rodrigues 2013, section 4.2, where the factor is alpha).
 *
 * @param factor above 0 and at most 1; at 1 nothing fades. 1 / (1 - factor) observations count
 * @param kept how many of the newest observations AUC and average precision are taken over; what
 *     lies further back weighs at most factor^kept
 */
public record Fading(double factor, int kept) {

  public Fading {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("a factor is above 0 and at most 1; got " + factor);
    }
    if (kept < 1) {
      throw new IllegalArgumentException("at least 1 observation is kept; got " + kept);
    }
  }

  /** 0.999, so that some 1,000 observations count; the newest 4,096, beyond which weigh 1.7 %. */
  public static Fading defaults() {
    return new Fading(0.999, 4096);
  }
}
