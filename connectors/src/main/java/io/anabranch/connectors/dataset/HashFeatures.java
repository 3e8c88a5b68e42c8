// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import java.nio.charset.StandardCharsets;

/**
 * Features for a vertex that has none: a pure function of its id, the same on every machine.
 *
 * <p>The id's UTF-8 bytes are hashed with FNV-1a (64 bits); feature {@code i} is the upper 24 bits
 * of SplitMix64's finalizer of hash + (i + 1) * 0x9E3779B97F4A7C15, as a multiple of 2^-23 less 1:
 * uniform in [-1, 1), and exact as a float.
 */
public final class HashFeatures {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private HashFeatures() {}

  /** The features of a vertex. */
  public static float[] of(String vertex, int dimension) {
    long hash = FNV_OFFSET;
    for (byte b : vertex.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    float[] features = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      features[i] = (mix(hash + (i + 1) * GOLDEN) >>> 40) * 0x1p-23f - 1f;
    }
    return features;
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
