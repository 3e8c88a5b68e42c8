// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An in-edge of a vertex with its place in the order of the sample: by recency, then by hash
 * (unsigned), then by the bytes of the id. Two sources with one hash are told apart by their bytes,
 * so that the order is total.
 *
 * @param recency the smaller the more recent; 0 where time does not count
 */
record RankedEdge(long recency, long hash, String id, String src, float weight)
    implements Comparable<RankedEdge> {

  boolean hasWeightOf(RankedEdge other) {
    return Float.floatToRawIntBits(weight) == Float.floatToRawIntBits(other.weight);
  }

  @Override
  public int compareTo(RankedEdge other) {
    if (this == other) {
      return 0;
    }
    int byTime = Long.compare(recency, other.recency);
    if (byTime != 0) {
      return byTime;
    }
    int byHash = Long.compareUnsigned(hash, other.hash);
    if (byHash != 0) {
      return byHash;
    }
    int byId = compareBytes(id, other.id);
    return byId != 0 ? byId : compareBytes(src, other.src);
  }

  private static int compareBytes(String a, String b) {
    return a.equals(b)
        ? 0
        : Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
