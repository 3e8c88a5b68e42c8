// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.link.RowName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what {@code z_dst . z_src}, or a score of one vertex, is made of, from the pieces
 * that stages and last layers say while the stream goes on. Each piece of an in-edge comes with
 * what the target had when it came. If what the in-neighbors told the target adds up, quantum for
 * quantum, to a sum that the target had, those are the parts of that sum; if it adds up to none,
 * the graph has moved between the pieces, and nothing is said. Of one vertex it has to be the sum
 * of the row at which its score was taken to first order.
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
  public static int expected(Asked asked, Piece any) {
    return asked.vertices() + (any.of() <= MOST ? any.of() : 0);
  }

  /** Takes a score apart; the pieces are all there. */
  public static Outcome put(Asked asked, Iterable<Piece> pieces) {
    List<Piece> heard = new ArrayList<>();
    List<Snapshot> targets = new ArrayList<>();
    Piece other = null;
    int of = 0;
    for (Piece piece : pieces) {
      of = piece.of();
      if (piece.edge() != null) {
        heard.add(piece);
      }
      if (piece.vertex().equals(asked.dst()) && piece.at() != null) {
        targets.add(piece.at());
      }
      if (piece.edge() == null && piece.vertex().equals(asked.src())) {
        other = piece;
      }
    }
    if (of > MOST) {
      return Outcome.not("%s has %d in-edges, more than %d".formatted(asked.dst(), of, MOST));
    }
    heard.sort(BY_NAME);
    return asked.isPair() ? pair(asked, other, targets, heard) : vertex(asked, other, heard);
  }

  private static Outcome pair(
      Asked asked, @Nullable Piece src, List<Snapshot> targets, List<Piece> heard) {
    if (src == null || src.at() == null || targets.isEmpty()) {
      return Outcome.not("one of the two is gone");
    }
    Snapshot other = src.at();
    if (!Told.isOf(heard, other.messageWeights().length)) {
      return Outcome.not("one model follows another");
    }
    Told told = Told.of(heard, other.messageWeights().length);
    Optional<Snapshot> target = told.latest(targets);
    if (target.isEmpty()) {
      return Outcome.not("the graph moved meanwhile");
    }
    if (target.get().epoch() != other.epoch()) {
      return Outcome.not("one model follows another");
    }
    LinearPart part = told.shares(asked.dst(), other, target.get()).part();
    return new Outcome(part.of(List.of(other.row(), target.get().row())), "");
  }

  private static Outcome vertex(Asked asked, @Nullable Piece own, List<Piece> heard) {
    if (own == null || own.at() == null) {
      return Outcome.not("it is gone, or its score has no linear part");
    }
    Snapshot at = own.at();
    List<RowName> rows = new ArrayList<>(List.of(at.row()));
    rows.addAll(asked.before());
    if (rows.stream().mapToInt(RowName::modelVersion).distinct().count() > 1) {
      return Outcome.not("one model follows another");
    }
    if (own.said() == null) {
      return Outcome.not("it is back where it was");
    }
    if (!Float.isFinite(own.said()[0])) {
      return Outcome.not("its score is not finite");
    }
    if (!Told.isOf(heard, at.messageWeights().length)) {
      return Outcome.not("one model follows another");
    }
    Told told = Told.of(heard, at.messageWeights().length);
    if (told.latest(List.of(at)).isEmpty()) {
      return Outcome.not("the graph moved meanwhile");
    }
    LinearPart part = told.shares(asked.dst(), at, at).part();
    return new Outcome(part.ofScore(own.said()[0]).of(rows), "");
  }
}
