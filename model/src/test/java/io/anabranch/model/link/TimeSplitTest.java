// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import static io.anabranch.model.link.Snapshots.edge;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Device;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TimeSplitTest {

  @Test
  void theNewestEdgesAreLaterAndThoseOfOneMomentStayTogether() {
    GraphSnapshot graph =
        Snapshots.of(
            1, edge("a", "b", 30), edge("b", "c", 10), edge("c", "a", 20), edge("a", "c", 30));

    TimeSplit split = TimeSplit.newest(graph, 0.25); // one edge, but two have its timestamp

    assertEquals(30, split.boundary());
    assertEquals(2, split.past().edges().count());
    assertEquals(20, split.past().edges().latest());
    assertArrayEquals(new int[] {0, 0}, split.later().from());
    assertArrayEquals(new int[] {1, 2}, split.later().to());
    assertEquals(3, split.past().vertices().length, "vertices keep their numbers");
  }

  @Test
  void laterEdgesStandInTheOrderOfTime() {
    GraphSnapshot graph =
        Snapshots.of(1, edge("a", "b", 40), edge("b", "c", 10), edge("c", "a", 20));

    TimeSplit split = TimeSplit.at(graph, 20);

    assertArrayEquals(new int[] {2, 0}, split.later().from());
  }

  @Test
  void thereMustBeSomethingOnBothSides() {
    assertThrows(
        TooFewEdgesException.class, () -> TimeSplit.newest(Snapshots.of(1), 0.5), "no edge");
    TooFewEdgesException one =
        assertThrows(
            TooFewEdgesException.class,
            () -> TimeSplit.newest(Snapshots.of(1, edge("a", "b", 7), edge("b", "a", 7)), 0.5));
    assertEquals(
        "expected edges of different moments, so that the newest 0.5 can be kept back; got 2 edges"
            + " from 7 on",
        one.getMessage());
    assertThrows(IllegalArgumentException.class, () -> TimeSplit.newest(Snapshots.of(1), 1));
  }

  /** Whatever the later edges are, the same is learnt, to the last bit. */
  @Test
  void noLaterEdgeReachesWhatIsLearnt() {
    GraphSnapshot graph = Snapshots.circles(3, 8, 300, 4);
    long boundary = TimeSplit.newest(graph, 0.2).boundary();
    GraphSnapshot other = redirected(graph, boundary);
    TimeSplit a = TimeSplit.at(graph, boundary);
    TimeSplit b = TimeSplit.at(other, boundary);

    assertNotEquals(
        Arrays.toString(a.later().to()), Arrays.toString(b.later().to()), "they differ");
    assertArrayEquals(learnt(a.past()), learnt(b.past()));
    assertNotEquals(
        Arrays.toString(learnt(a.past())),
        Arrays.toString(learnt(graph)),
        "an earlier edge makes a difference");
  }

  /** All later edges lead to vertex 0. */
  private static GraphSnapshot redirected(GraphSnapshot graph, long boundary) {
    int[] targets = graph.edges().targets().clone();
    for (int e = 0; e < targets.length; e++) {
      targets[e] = graph.edges().timestamps()[e] < boundary ? targets[e] : 0;
    }
    GraphSnapshot.Edges edges = graph.edges();
    return new GraphSnapshot(
        graph.origin(),
        graph.vertices(),
        graph.features(),
        graph.labels(),
        new GraphSnapshot.Edges(
            edges.sources(), targets, edges.timestamps(), edges.weights(), edges.ids()));
  }

  private static float[] learnt(GraphSnapshot past) {
    SageSettings shape = SageSettings.of(Aggregation.MEAN, false, 4, 4);
    SageNetwork network =
        new LinkLearning(shape, Sampling.ALL, LinkRecipe.USUAL.withEpochs(10))
            .train(Device.cpu(1), past, 5, epoch -> {});
    return network.parameters().get(0).value().values();
  }
}
