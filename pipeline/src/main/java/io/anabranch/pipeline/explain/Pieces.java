// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.alert.Shares;
import io.anabranch.pipeline.alert.Shares.Heard;
import io.anabranch.pipeline.alert.Shares.Weighing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what {@code z_dst . z_src} is made of, from the pieces that stages and last layers
 * say while the stream goes on. Each piece of an in-edge comes with what the target had when it
 * came. If what the in-neighbors told the target adds up, quantum for quantum, to a sum that the
 * target had, those are the parts of that sum; if it adds up to none, the graph has moved between
 * the pieces, and nothing is said.
 */
public final class Pieces {

  /** The most in-edges that are asked for. */
  public static final int MOST = 256;

  /**
   * What came of it.
   *
   * @param part null when it cannot be said
   * @param why it cannot; empty when it can
   */
  public record Outcome(@Nullable LinearPart part, String why) {

    /** It cannot be taken apart. */
    public static Outcome not(String why) {
      return new Outcome(null, "not taken apart: " + why);
    }
  }

  private static final Comparator<Piece> BY_NAME =
      Comparator.comparing((Piece piece) -> piece.edge().src(), Comparator.naturalOrder())
          .thenComparing(piece -> piece.edge().id());

  private Pieces() {}

  /** How many pieces there are, by any one of them. */
  public static int expected(EdgeRef edge, Piece any) {
    int vertices = edge.src().equals(edge.dst()) ? 1 : 2;
    return vertices + (any.of() <= MOST ? any.of() : 0);
  }

  /** Takes the score of an edge apart; the pieces are all there. */
  public static Outcome put(EdgeRef edge, Iterable<Piece> pieces) {
    List<Piece> heard = new ArrayList<>();
    List<Snapshot> targets = new ArrayList<>();
    Snapshot other = null;
    int of = 0;
    for (Piece piece : pieces) {
      of = piece.of();
      if (piece.edge() != null) {
        heard.add(piece);
      }
      if (piece.vertex().equals(edge.dst()) && piece.at() != null) {
        targets.add(piece.at());
      }
      if (piece.edge() == null && piece.vertex().equals(edge.src())) {
        other = piece.at();
      }
    }
    if (of > MOST) {
      return Outcome.not("%s has %d in-edges, more than %d".formatted(edge.dst(), of, MOST));
    }
    if (other == null || targets.isEmpty()) {
      return Outcome.not("one of the two is gone");
    }
    heard.sort(BY_NAME);
    return put(edge.dst(), other, targets, heard);
  }

  private static Outcome put(
      String dst, Snapshot other, List<Snapshot> targets, List<Piece> heard) {
    List<Heard> messages = new ArrayList<>();
    long[] sum = new long[other.sum().length];
    for (Piece piece : heard) {
      long[] quanta = quanta(piece, sum.length);
      messages.add(new Heard(EdgeRef.of(piece.edge()), quanta));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += quanta[i];
      }
    }
    Snapshot target = null;
    for (Snapshot at : targets) {
      boolean adds = at.count() == heard.size() && Arrays.equals(at.sum(), sum);
      if (adds && (target == null || at.row().sequence() > target.row().sequence())) {
        target = at;
      }
    }
    if (target == null) {
      return Outcome.not("the graph moved meanwhile");
    }
    if (target.epoch() != other.epoch()) {
      return Outcome.not("one model follows another");
    }
    Weighing weighing =
        new Weighing(other.messageWeights(), other.other(), target.self(), target.bias());
    Shares shares =
        Double.isNaN(target.scale())
            ? Shares.ofMean(dst, weighing, messages)
            : Shares.ofSum(dst, weighing, messages, target.scale());
    return new Outcome(shares.part().of(List.of(other.row(), target.row())), "");
  }

  private static long[] quanta(Piece piece, int width) {
    long[] quanta = new long[width];
    if (piece.said() != null) {
      FixedPoint.addDifference(
          null, 0, piece.said(), 0, piece.edge().weight(), 1, quanta, 0, width);
    }
    return quanta;
  }
}
