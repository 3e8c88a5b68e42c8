// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.EdgeEvent.Op;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventOrderTest {

  private static final Comparator<EdgeEvent> EDGES =
      (a, b) ->
          EventOrder.compareEdges(
              a.timestamp(), a.op(), a.weight(), b.timestamp(), b.op(), b.weight());
  private static final Comparator<FeaturesEvent> FEATURES =
      (a, b) ->
          EventOrder.compareFeatures(a.timestamp(), a.features(), b.timestamp(), b.features());
  private static final Comparator<LabelEvent> LABELS =
      (a, b) -> EventOrder.compareLabels(a.timestamp(), a.label(), b.timestamp(), b.label());

  @Test
  void theLaterTimestampWins() {
    assertWins(EDGES, EdgeEvent.add("u", "v", 2), EdgeEvent.remove("u", "v", 1));
    assertWins(FEATURES, features(2, 1f), new FeaturesEvent("v", 1, null));
    assertWins(LABELS, new LabelEvent("v", 2, "a"), new LabelEvent("v", 1, null));
  }

  @Test
  void atTheSameTimeARemovalWins() {
    assertWins(EDGES, EdgeEvent.remove("u", "v", 1), EdgeEvent.add("u", "v", 1));
    assertWins(FEATURES, new FeaturesEvent("v", 1, null), features(1, 1f));
    assertWins(LABELS, new LabelEvent("v", 1, null), new LabelEvent("v", 1, "z"));
  }

  /** The sign is the highest bit of a float, and bits are unsigned: -1 wins over 2. */
  @Test
  void ofTwoAddsAtTheSameTimeTheHigherBitsWin() {
    assertWins(EDGES, add(1, 2f), add(1, 1f));
    assertWins(EDGES, add(1, -1f), add(1, 2f));
    assertWins(FEATURES, features(1, -1f), features(1, 2f));
    assertWins(FEATURES, features(1, 1f, 3f), features(1, 1f, 2f));
    assertWins(FEATURES, features(1, 1f, 3f), features(1, 1f));
  }

  @Test
  void labelsByTheirUnsignedBytes() {
    assertWins(LABELS, new LabelEvent("v", 1, "b"), new LabelEvent("v", 1, "a"));
    assertWins(LABELS, new LabelEvent("v", 1, "ü"), new LabelEvent("v", 1, "z"));
    assertWins(LABELS, new LabelEvent("v", 1, "aa"), new LabelEvent("v", 1, "a"));
    // By UTF-16, as String compares, it would be the other way round.
    assertWins(LABELS, new LabelEvent("v", 1, "\uD83D\uDE00"), new LabelEvent("v", 1, "\uFF01"));
  }

  @Test
  void minusZeroIsZero() {
    assertEquals(0, EDGES.compare(add(1, -0f), add(1, 0f)));
    assertEquals(0, FEATURES.compare(features(1, -0f), features(1, 0f)));
    assertEquals(0, Float.floatToRawIntBits(add(1, -0f).weight()));
  }

  @Test
  void theWeightOfARemovalMeansNothing() {
    EdgeEvent first = new EdgeEvent(Op.REMOVE, "u", "v", "", 1, 5f);
    assertEquals(0, EDGES.compare(first, EdgeEvent.remove("u", "v", 1)));
  }

  @Test
  void theOrderIsTotal() {
    List<EdgeEvent> edges = new ArrayList<>();
    List<FeaturesEvent> features = new ArrayList<>();
    List<LabelEvent> labels = new ArrayList<>();
    for (long time = 1; time <= 2; time++) {
      edges.add(EdgeEvent.remove("u", "v", time));
      features.add(new FeaturesEvent("v", time, null));
      features.add(features(time));
      labels.add(new LabelEvent("v", time, null));
      for (float weight : new float[] {0f, -1f, 1f, Float.MIN_VALUE, -Float.MAX_VALUE}) {
        edges.add(add(time, weight));
        features.add(features(time, weight, 1f));
      }
      for (String label : List.of("", "a", "ab", "ü", "\uD83D\uDE00")) {
        labels.add(new LabelEvent("v", time, label));
      }
    }
    assertTotal(EDGES, edges);
    assertTotal(FEATURES, features);
    assertTotal(LABELS, labels);
  }

  /** The events differ pairwise, so no two of them may tie. */
  private static <T> void assertTotal(Comparator<T> order, List<T> events) {
    for (T a : events) {
      for (T b : events) {
        int ab = Integer.signum(order.compare(a, b));
        assertEquals(a == b, ab == 0, () -> a + " and " + b);
        assertEquals(-ab, Integer.signum(order.compare(b, a)), () -> a + " and " + b);
        for (T c : events) {
          if (ab > 0 && order.compare(b, c) > 0) {
            assertTrue(order.compare(a, c) > 0, () -> a + ", " + b + ", " + c);
          }
        }
      }
    }
  }

  private static <T> void assertWins(Comparator<T> order, T winner, T loser) {
    assertTrue(order.compare(winner, loser) > 0, () -> winner + " over " + loser);
    assertTrue(order.compare(loser, winner) < 0, () -> winner + " over " + loser);
  }

  private static EdgeEvent add(long timestamp, float weight) {
    return new EdgeEvent(Op.ADD, "u", "v", "", timestamp, weight);
  }

  private static FeaturesEvent features(long timestamp, float... values) {
    return new FeaturesEvent("v", timestamp, values);
  }
}
