// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.SparseMatrix;

/**
 * Which elements a dropout keeps, and how it scales them so that the expectation stays (Srivastava
 * et al. 2014). An element's fate is a hash of the seed and its index: the same on any device and
 * in any order.
 *
 * @param rate of those dropped, from 0 to less than 1
 */
public record DropMask(float rate, long seed) {

  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  public DropMask {
    Shapes.require(
        rate >= 0 && rate < 1, "dropout: the rate is at least 0 and below 1; got %s", rate);
  }

  /** What each of {@code n} elements is multiplied by: 0 or {@code 1 / (1 - rate)}. */
  float[] factors(int n) {
    float[] factors = new float[n];
    // Below this of 2^53 is dropped. No branch: half of them would be mispredicted.
    long threshold = (long) Math.ceil(rate * 0x1p53);
    float scale = 1f / (1f - rate);
    for (int i = 0; i < n; i++) {
      long uniform = mix(seed + (i + 1) * GOLDEN_RATIO) >>> 11;
      int kept = (int) ((threshold - 1 - uniform) >>> 63);
      factors[i] = kept * scale;
    }
    return factors;
  }

  /** Dropout on the entries of a constant matrix, the sparse input for example. */
  public SparseMatrix applyTo(SparseMatrix s) {
    float[] values = factors(s.entryCount());
    for (int e = 0; e < values.length; e++) {
      values[e] *= s.values()[e];
    }
    return s.withValues(values);
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
