// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Shares;
import io.anabranch.pipeline.alert.Shares.Heard;
import io.anabranch.pipeline.alert.Shares.Weighing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the in-neighbors of a vertex have told it, and what that adds up to.
 *
 * @param sum in quanta
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Told(List<Heard> messages, long[] sum) {

  /**
   * By the pieces of its in-edges.
   *
   * @param width elements in a message
   */
  static Told of(List<Piece> heard, int width) {
    List<Heard> messages = new ArrayList<>();
    long[] sum = new long[width];
    for (Piece piece : heard) {
      long[] quanta = quanta(piece, width);
      messages.add(new Heard(EdgeRef.of(piece.edge()), quanta));
      for (int i = 0; i < width; i++) {
        sum[i] += quanta[i];
      }
    }
    return new Told(messages, sum);
  }

  /** Whether all messages are so wide: those of another model may be of another width. */
  static boolean isOf(List<Piece> heard, int width) {
    return heard.stream().allMatch(piece -> piece.said() == null || piece.said().length == width);
  }

  private static long[] quanta(Piece piece, int width) {
    long[] quanta = new long[width];
    if (piece.said() != null) {
      FixedPoint.addDifference(
          null, 0, piece.said(), 0, piece.edge().weight(), 1, quanta, 0, width);
    }
    return quanta;
  }

  /** Of what a vertex had, the latest that is the sum of these; nothing when none is. */
  Optional<Snapshot> latest(List<Snapshot> had) {
    Snapshot latest = null;
    for (Snapshot at : had) {
      boolean adds = at.count() == messages.size() && Arrays.equals(at.sum(), sum);
      if (adds && (latest == null || at.row().sequence() > latest.row().sequence())) {
        latest = at;
      }
    }
    return Optional.ofNullable(latest);
  }

  /**
   * The shares of these messages in a score.
   *
   * @param weights has what they are weighed with
   * @param target has the rest
   */
  Shares shares(String vertex, Snapshot weights, Snapshot target) {
    Weighing weighing =
        new Weighing(weights.messageWeights(), weights.other(), target.self(), target.bias());
    return Double.isNaN(target.scale())
        ? Shares.ofMean(vertex, weighing, messages)
        : Shares.ofSum(vertex, weighing, messages, target.scale());
  }
}
