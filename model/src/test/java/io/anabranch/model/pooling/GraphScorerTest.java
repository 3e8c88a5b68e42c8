// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Devices;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphScorerTest {

  private static final Device CPU = Devices.named("cpu");

  /** A path of three vertices. */
  private static final GraphDataSet PATH =
      new GraphDataSet(
          InNeighbors.of(3, new int[] {0, 1, 1, 2}, new int[] {1, 0, 2, 1}),
          Blocks.of(3),
          SparseMatrix.of(3, 1, new int[] {0, 1, 2, 3}, new int[3], new float[] {1, 2, 3}),
          1,
          List.of("path"),
          new int[] {0},
          2,
          new int[] {-1});

  @Test
  void scoresAreThoseOfTheTrainer() {
    PoolingSettings settings = PoolingSettings.DIFFPOOL.withHidden(4).withShare(0.7);
    PoolingNetwork network = new PoolingNetwork(settings, 1, 3, 2, 1);

    GraphScorer.Scored scored = new GraphScorer(CPU, network, settings).score(PATH);

    GraphInputs inputs = new GraphInputs(PATH, new int[] {0}, settings);
    GraphTrainer trainer = new GraphTrainer(CPU, inputs, network, GraphRecipe.DIFFPOOL, 1);
    assertArrayEquals(trainer.logits(new int[] {0}).values(), scored.logits().values());
    assertEquals(3, scored.roles().rows());
    assertEquals(2, scored.roles().columns());
    for (int v = 0; v < 3; v++) {
      assertEquals(1, scored.roles().get(v, 0) + scored.roles().get(v, 1), 1e-6);
    }
  }

  @Test
  void withoutLearntClustersThereIsOneRole() {
    PoolingSettings settings = PoolingSettings.named("sage").withHidden(4);
    PoolingNetwork network = new PoolingNetwork(settings, 1, 3, 2, 1);
    assertArrayEquals(
        new float[] {1, 1, 1},
        new GraphScorer(CPU, network, settings).score(PATH).roles().values());
  }

  @Test
  void oneGraphIsScored() {
    PoolingSettings settings = PoolingSettings.DIFFPOOL.withHidden(4);
    PoolingNetwork network = new PoolingNetwork(settings, 1, 5, 2, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new GraphScorer(CPU, network, settings).score(Graphs.small()));
  }
}
