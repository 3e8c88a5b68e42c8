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
 * @param timestamp 0 where nobody asks for the order of the events
 */
record RankedEdge(long recency, long hash, String id, String src, float weight, long timestamp)
    implements Comparable<RankedEdge> {

  /** In the order of the events: by time, then by the bytes of the id, then of the source. */
  static int byEvent(RankedEdge a, RankedEdge b) {
    int byTime = Long.compare(a.timestamp, b.timestamp);
    if (byTime != 0) {
      return byTime;
    }
    int byId = compareBytes(a.id, b.id);
    return byId != 0 ? byId : compareBytes(a.src, b.src);
  }

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
