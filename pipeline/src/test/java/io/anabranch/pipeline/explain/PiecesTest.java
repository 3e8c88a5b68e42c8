// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Fraction;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.explain.Pieces.Outcome;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.state.event.EdgeEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * v hears (1, 2) from a and (3, -1) from b, tells itself (0.5, 0.25), the bias is (0, 1); the other
 * end, u, is (2, 4). By hand: a gives (2 + 8) / 2 = 5, b gives (6 - 4) / 2 = 1, self 2, the bias 4:
 * together 12; without a, b gives 2, and 8 are left.
 */
class PiecesTest {

  private static final EdgeRef EDGE = new EdgeRef("u", "v", "p", 9);
  private static final Asked ASKED = Asked.pair(EDGE);
  private static final EdgeEvent FROM_A = EdgeEvent.add("a", "v", 1);
  private static final EdgeEvent FROM_B = EdgeEvent.add("b", "v", 2);
  private static final float[] A = {1, 2};
  private static final float[] B = {3, -1};

  @Test
  void usageExample() {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(asked("u", other(0)));
    pieces.add(asked("v", target(0, 7, A, B)));
    pieces.add(told(FROM_B, B, target(0, 7, A, B)));
    assertTrue(pieces.size() < Pieces.expected(ASKED, pieces.get(0)));
    pieces.add(told(FROM_A, A, target(0, 7, A, B)));
    assertEquals(pieces.size(), Pieces.expected(ASKED, pieces.get(0)));

    LinearPart part = Pieces.put(ASKED, pieces).part();

    assertEquals(12, part.total().value());
    assertEquals(List.of(EdgeRef.of(FROM_A), EdgeRef.of(FROM_B)), edges(part));
    assertEquals(5, part.edges().get(0).share().value());
    assertEquals(8, part.edges().get(0).without().value());
    assertEquals(2, part.self().value());
    assertEquals(4, part.bias().value());
    assertTrue(part.rest().sameAs(Fraction.ZERO));
    assertEquals(List.of(row("u", 3), row("v", 7)), part.rows());
  }

  /**
   * Two models of other widths: a source's group is with one of them, the target's with the other.
   */
  @Test
  void messagesOfAnotherWidthAreOfAnotherModel() {
    float[] narrow = {1};
    Outcome outcome =
        Pieces.put(
            ASKED,
            List.of(
                asked("u", other(0)),
                asked("v", target(0, 7, A, B)),
                told(FROM_A, narrow, target(0, 7, A, B)),
                told(FROM_B, B, target(0, 7, A, B))));
    assertNull(outcome.part());
    assertEquals("not taken apart: one model follows another", outcome.why());
  }

  /** A sum, halved, and weights that are not z: they go into messages and into self. */
  @Test
  void aSumIsScaled() {
    Snapshot other = snapshot(0, row("u", 3), new float[] {4}, new float[] {2}, 0, Double.NaN);
    Snapshot target =
        new Snapshot(
            0,
            row("v", 7),
            new float[] {0},
            new float[] {0},
            new float[] {3},
            new float[] {1},
            sum(new float[] {5}),
            1,
            0.5);
    Outcome outcome =
        Pieces.put(
            ASKED,
            List.of(
                new Piece("k", "u", other, null, null, 1),
                new Piece("k", "v", target, FROM_A, new float[] {5}, 1),
                new Piece("k", "v", target, null, null, 1)));
    // 5 * 2 / 2 from a, 3 * 2 / 2 from itself, 1 * 4 of the bias
    assertEquals(5, outcome.part().edges().get(0).share().value());
    assertEquals(3, outcome.part().self().value());
    assertEquals(4, outcome.part().bias().value());
    assertEquals(12, outcome.part().total().value());
  }

  /** One piece came when the target had another sum: it is that of the others that counts. */
  @Test
  void theSumThatThePartsAddUpToIsTakenWhicheverCameWithThem() {
    Outcome outcome =
        Pieces.put(
            ASKED,
            List.of(
                asked("u", other(0)),
                asked("v", target(0, 6, A)),
                told(FROM_A, A, target(0, 7, A, B)),
                told(FROM_B, B, target(0, 7, A, B))));
    assertEquals(7, outcome.part().rows().get(1).sequence());
  }

  @Test
  void partsThatAddUpToNoSumAreNotShown() {
    assertNot(
        "not taken apart: the graph moved meanwhile",
        asked("u", other(0)),
        asked("v", target(0, 7, A, B)),
        told(FROM_A, A, target(0, 7, A, B)),
        told(FROM_B, new float[] {3, -1.5f}, target(0, 7, A, B)));
    assertNot( // one that adds up, but of another number of in-neighbors
        "not taken apart: the graph moved meanwhile",
        asked("u", other(0)),
        asked("v", target(0, 7, A, B, new float[] {0, 0})),
        told(FROM_A, A, target(0, 7, A, B, new float[] {0, 0})),
        told(FROM_B, B, target(0, 7, A, B, new float[] {0, 0})));
  }

  @Test
  void neverOfTwoModels() {
    assertNot(
        "not taken apart: one model follows another",
        asked("u", other(1)),
        asked("v", target(0, 7, A, B)),
        told(FROM_A, A, target(0, 7, A, B)),
        told(FROM_B, B, target(0, 7, A, B)));
  }

  @Test
  void whoIsGoneIsSaidToBe() {
    assertNot("not taken apart: one of the two is gone", asked("u", null), asked("v", null));
  }

  @Test
  void whatHasTooManyInEdgesIsNotWaitedFor() {
    Piece u = new Piece("k", "u", other(0), null, null, 257);
    Piece v = new Piece("k", "v", target(0, 7, A), null, null, 257);
    assertEquals(2, Pieces.expected(ASKED, u));
    assertNot("not taken apart: v has 257 in-edges, more than 256", u, v);
  }

  @Test
  void anEdgeToItselfIsOneVertex() {
    Asked loop = Asked.pair(new EdgeRef("v", "v", "", 1));
    Piece v = new Piece("k", "v", target(0, 7), null, null, 0);
    assertEquals(1, Pieces.expected(loop, v));
    assertEquals(List.of(row("v", 7), row("v", 7)), Pieces.put(loop, List.of(v)).part().rows());
  }

  /** Weighed with (2, 4), the gradient; the score is 13.5, of which 12 are linear. */
  @Test
  void ofOneVertexWhatIsNotLinearIsTheRemainder() {
    Asked asked = Asked.vertex("v");
    List<Piece> pieces = new ArrayList<>(List.of(scored(13.5f, vertex(0, 7, A, B))));
    pieces.add(told(FROM_B, B, target(0, 6, A)));
    assertTrue(pieces.size() < Pieces.expected(asked, pieces.get(0)));
    pieces.add(told(FROM_A, A, target(0, 7, A, B)));
    assertEquals(pieces.size(), Pieces.expected(asked, pieces.get(0)));

    LinearPart part = Pieces.put(asked, pieces).part();

    assertEquals(12, part.total().value());
    assertEquals(1.5, part.remainder().value());
    assertTrue(part.score().sameAs(Fraction.of(13.5f)));
    assertEquals(5, part.edges().get(0).share().value());
    assertEquals(8, part.edges().get(0).without().value());
    assertEquals(List.of(row("v", 7)), part.rows());
  }

  @Test
  void aJumpNamesTheRowThatItComesFrom() {
    Asked asked = Asked.jump("v", row("v", 5));
    Outcome outcome =
        Pieces.put(
            asked,
            List.of(
                scored(13.5f, vertex(0, 7, A, B)),
                told(FROM_A, A, target(0, 7, A, B)),
                told(FROM_B, B, target(0, 7, A, B))));
    assertEquals(List.of(row("v", 7), row("v", 5)), outcome.part().rows());
  }

  /** The parts of a later row are not those of the row whose gradient it is. */
  @Test
  void ofOneVertexItIsTheRowOfTheGradientThatCounts() {
    assertNot(
        Asked.vertex("v"),
        "not taken apart: the graph moved meanwhile",
        scored(13.5f, vertex(0, 6, A)),
        told(FROM_A, A, target(0, 7, A, B)),
        told(FROM_B, B, target(0, 7, A, B)));
  }

  @Test
  void aVertexThatCannotBeTakenApartIsSaidToBe() {
    assertNot(
        Asked.vertex("v"),
        "not taken apart: it is gone, or its score has no linear part",
        asked("v", null));
    assertNot(
        Asked.jump("v", new RowName("v", 2, 5, 0)),
        "not taken apart: one model follows another",
        scored(13.5f, vertex(0, 7, A)),
        told(FROM_A, A, target(0, 7, A)));
    assertNot(
        Asked.jump("v", row("v", 5)),
        "not taken apart: it is back where it was",
        asked("v", target(0, 7, A)),
        told(FROM_A, A, target(0, 7, A)));
  }

  @Test
  void piecesTravelAsTheyAre() throws IOException {
    for (Piece piece :
        List.of(
            told(FROM_A, A, target(0, 7, A)),
            told(FROM_B, null, null),
            asked("u", other(1)),
            scored(0.5f, vertex(0, 7, A)))) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      piece.write(out);
      byte[] bytes = out.getCopyOfBuffer();
      Piece read = Piece.read(new DataInputDeserializer(bytes));
      assertEquals(piece.name(), read.name());
      DataOutputSerializer again = new DataOutputSerializer(64);
      read.write(again);
      org.junit.jupiter.api.Assertions.assertArrayEquals(bytes, again.getCopyOfBuffer());
    }
  }

  private static void assertNot(String why, Piece... pieces) {
    assertNot(ASKED, why, pieces);
  }

  private static void assertNot(Asked asked, String why, Piece... pieces) {
    Outcome outcome = Pieces.put(asked, List.of(pieces));
    assertNull(outcome.part());
    assertEquals(why, outcome.why());
  }

  private static List<EdgeRef> edges(LinearPart part) {
    return part.edges().stream().map(LinearPart.EdgeShare::edge).toList();
  }

  private static Piece asked(String vertex, Snapshot at) {
    return new Piece("k", vertex, at, null, null, 2);
  }

  private static Piece scored(float score, Snapshot at) {
    return new Piece("k", "v", at, null, new float[] {score}, 2);
  }

  private static Piece told(EdgeEvent edge, float[] said, Snapshot at) {
    return new Piece("k", "v", at, edge, said, 2);
  }

  private static Snapshot other(int epoch) {
    return snapshot(epoch, row("u", 3), new float[] {2, 4}, new float[] {2, 4}, 0, Double.NaN);
  }

  /** With the gradient (2, 4). */
  private static Snapshot vertex(int epoch, long sequence, float[]... told) {
    Snapshot at = target(epoch, sequence, told);
    float[] gradient = {2, 4};
    return new Snapshot(
        epoch,
        at.row(),
        gradient,
        gradient,
        at.self(),
        at.bias(),
        at.sum(),
        at.count(),
        at.scale());
  }

  private static Snapshot target(int epoch, long sequence, float[]... told) {
    return new Snapshot(
        epoch,
        row("v", sequence),
        new float[] {1, 1},
        new float[] {1, 1},
        new float[] {0.5f, 0.25f},
        new float[] {0, 1},
        told.length == 0 ? new long[2] : sum(told),
        told.length,
        Double.NaN);
  }

  private static Snapshot snapshot(
      int epoch, RowName row, float[] other, float[] weights, long count, double scale) {
    return new Snapshot(
        epoch,
        row,
        other,
        weights,
        new float[weights.length],
        new float[other.length],
        new long[weights.length],
        count,
        scale);
  }

  private static long[] sum(float[]... told) {
    long[] sum = new long[told[0].length];
    for (float[] message : told) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += FixedPoint.quantise(message[i]);
      }
    }
    return sum;
  }

  private static RowName row(String vertex, long sequence) {
    return new RowName(vertex, 1, sequence, 0);
  }
}
