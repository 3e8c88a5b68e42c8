// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The total order in which the last writer wins: by timestamp; then an erasure over a removal over
 * an add; then by the unsigned bytes of the canonical encoding, floats as raw bits. It depends on
 * nothing but the two events, so any permutation and any duplication of a set of events leaves the
 * same winner.
 */
public final class EventOrder {

  private EventOrder() {}

  /** Compares two writes to one edge. Positive when the first wins, 0 when they are the same. */
  public static int compareEdges(
      long timestamp,
      EdgeEvent.Op op,
      float weight,
      long otherTimestamp,
      EdgeEvent.Op otherOp,
      float otherWeight) {
    int byTime = Long.compare(timestamp, otherTimestamp);
    if (byTime != 0) {
      return byTime;
    }
    int byOp = op.compareTo(otherOp);
    return byOp != 0
        ? byOp
        : Integer.compareUnsigned(
            Float.floatToRawIntBits(weight), Float.floatToRawIntBits(otherWeight));
  }

  /** Compares two writes to the features of one vertex; null is a withdrawal, which wins a tie. */
  public static int compareFeatures(
      long timestamp,
      float @Nullable [] features,
      long otherTimestamp,
      float @Nullable [] otherFeatures) {
    int first = compareKinds(timestamp, features == null, otherTimestamp, otherFeatures == null);
    if (first != 0 || features == null || otherFeatures == null) {
      return first;
    }
    int shared = Math.min(features.length, otherFeatures.length);
    for (int i = 0; i < shared; i++) {
      int byBits =
          Integer.compareUnsigned(
              Float.floatToRawIntBits(features[i]), Float.floatToRawIntBits(otherFeatures[i]));
      if (byBits != 0) {
        return byBits;
      }
    }
    return Integer.compare(features.length, otherFeatures.length);
  }

  /** Compares two writes to the label of one vertex; null is a withdrawal, which wins a tie. */
  public static int compareLabels(
      long timestamp, @Nullable String label, long otherTimestamp, @Nullable String otherLabel) {
    int first = compareKinds(timestamp, label == null, otherTimestamp, otherLabel == null);
    return first != 0 || label == null || otherLabel == null
        ? first
        : Arrays.compareUnsigned(
            label.getBytes(StandardCharsets.UTF_8), otherLabel.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * True when the erasure of a vertex at a time takes away a write to it, or to an edge of it: an
   * erasure wins a tie over every write.
   */
  public static boolean isErased(long timestamp, long erasedAt) {
    return timestamp <= erasedAt;
  }

  private static int compareKinds(
      long timestamp, boolean withdrawn, long otherTimestamp, boolean otherWithdrawn) {
    int byTime = Long.compare(timestamp, otherTimestamp);
    return byTime != 0 ? byTime : Boolean.compare(withdrawn, otherWithdrawn);
  }
}
