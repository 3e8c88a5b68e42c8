// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.pipeline.ring.EgoGraph.Pair;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EgoGraphTest {

  private final RecentEdges recent = new RecentEdges(10_000);

  /** a pays b twice, b pays c, c pays a; b pays d, who is a step away. */
  @Test
  void usageExample() {
    recent.add("a", "b", 1, false);
    recent.add("b", "c", 2, false);
    recent.add("c", "a", 3, false);
    recent.add("a", "b", 4, false);
    recent.add("b", "d", 5, false);
    recent.add("x", "y", 6, false); // somewhere else

    EgoGraph ego = EgoGraph.of(recent, "a", 0);

    assertEquals(List.of("a", "b", "c", "d"), ego.vertices());
    assertEquals(
        List.of(new Pair(0, 1, 2), new Pair(1, 2, 1), new Pair(1, 3, 1), new Pair(2, 0, 1)),
        ego.edges());
  }

  @Test
  void whatIsOlderIsNotThere() {
    recent.add("a", "b", 1, false);
    recent.add("a", "c", 10, false);
    assertEquals(List.of("a", "c"), EgoGraph.of(recent, "a", 5).vertices());
    assertEquals(List.of("nobody"), EgoGraph.of(recent, "nobody", 0).vertices());
  }

  /** A ring of seven around a hub of the whole stream is inside. */
  @Test
  void aRingIsInsideWhateverElseItsMembersDo() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      recent.add("ring" + i % 7, "ring" + (i + 1) % 7, i, false);
      recent.add("ring" + random.nextInt(7), "u" + random.nextInt(500), i, false);
      recent.add("u" + random.nextInt(500), "u" + random.nextInt(500), i, false);
    }
    EgoGraph ego = EgoGraph.of(recent, "ring3", 0);
    assertTrue(ego.vertices().size() <= EgoGraph.MOST);
    for (int member = 0; member < 7; member++) {
      assertTrue(ego.vertices().contains("ring" + member), "ring" + member);
    }
  }

  @Test
  void asADataSet() {
    recent.add("a", "b", 1, false);
    recent.add("b", "a", 2, false);
    recent.add("a", "c", 3, false);
    GraphDataSet data = EgoDataSet.of(EgoGraph.of(recent, "a", 0));

    assertEquals(1, data.count());
    assertEquals(3, data.graph().vertexCount());
    assertEquals(4, data.graph().edgeCount(), "two pairs, both ways");
    assertEquals(2, data.graph().inDegree(0));
    float[] weights = new float[4];
    for (int e = 0; e < 4; e++) {
      weights[e] = data.graph().weight(e);
    }
    assertEquals(1.5f, weights[0] + weights[1] + weights[2] + weights[3], "0.5 twice, 0.25 twice");
    assertEquals(EgoDataSet.WIDTH, data.features().columns());
    assertEquals(EgoDataSet.WIDTH, data.labelWidth(), "taken as they are");
  }
}
