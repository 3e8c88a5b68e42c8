// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Device;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.Objective;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.training.Adam;
import io.anabranch.model.training.Shares;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executors share the edges of each moment among them; the last moment is everybody's. */
class CutSharesTest {

  private static final GraphSnapshot GRAPH = Snapshots.circles(5, 20, 2_000, 16);
  private static final List<Cut> CUTS = Cut.in(GRAPH, 4, 0.5, Integer.MAX_VALUE);
  private static final int LAST = CUTS.size() - 1;

  @Test
  void everyEdgeIsOneExecutors() {
    List<List<Cut>> shares = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      shares.add(Cut.share(CUTS, k, 3));
    }
    for (int c = 0; c < LAST; c++) {
      int together = 0;
      for (int k = 0; k < 3; k++) {
        Cut share = shares.get(k).get(c);
        assertSame(CUTS.get(c).graph(), share.graph());
        for (int u : share.next().from()) {
          assertEquals(k, Shares.owner(u, 3));
        }
        together += share.next().count();
      }
      assertEquals(CUTS.get(c).next().count(), together);
    }
    assertSame(CUTS.get(LAST), shares.get(1).get(LAST));
  }

  @Test
  void aloneAnExecutorHasAll() {
    List<Cut> all = Cut.share(CUTS, 0, 1);
    for (int c = 0; c <= LAST; c++) {
      assertArrayEquals(CUTS.get(c).next().from(), all.get(c).next().from());
      assertArrayEquals(CUTS.get(c).next().to(), all.get(c).next().to());
    }
  }

  @Test
  void anExecutorWithoutAnyEdgeIsSaid() {
    GraphSnapshot few = Snapshots.of(2, Snapshots.edge("a", "b", 1), Snapshots.edge("b", "a", 2));
    List<Cut> cuts = Cut.in(few, 1, 0.5, Integer.MAX_VALUE);

    assertThrows(
        TooFewEdgesException.class, () -> Cut.share(List.of(cuts.get(0), cuts.get(0)), 0, 9));
  }

  /** Executors begin from the same weights, and validate alike, whatever their shares are. */
  @Test
  void whatIsTheSameForAllIsTheSame() {
    LinkLearning learning =
        new LinkLearning(
            SageSettings.of(Aggregation.MEAN, false, 8, 8), Sampling.ALL, LinkRecipe.USUAL);
    Device cpu = Device.cpu(1);
    Objective alone = learning.objective(cpu, GRAPH, 1, 0, 1);
    Objective first = learning.objective(cpu, GRAPH, 1, 0, 2);
    assertEquals(alone.validate(), first.validate());
    int[] items = new int[2];
    Adam still = new Adam(1f, List.of());
    alone.epoch(0, still, of -> items[0] += of);
    first.epoch(0, still, of -> items[1] += of);
    assertNotEquals(items[0], items[1]);
  }
}
