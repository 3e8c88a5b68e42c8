// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import org.junit.jupiter.api.Test;

class GatTest {

  private static final SparseMatrix X =
      SparseMatrix.of(2, 1, new int[] {0, 1, 2}, new int[] {0, 0}, new float[] {1, 3});

  @Test
  void linksOnceEachWithSelfLoops() {
    // 0 -> 1 twice, 1 -> 1, 2 isolated
    Links links = Links.withSelfLoops(InNeighbors.of(3, new int[] {0, 1, 0}, new int[] {1, 1, 1}));
    int[] sources = new int[links.sources().rows()];
    int[] targets = new int[sources.length];
    for (int e = 0; e < sources.length; e++) {
      sources[e] = links.sources().segment(e);
      targets[e] = links.targets().segment(e);
    }
    assertArrayEquals(new int[] {0, 1, 0, 2}, sources);
    assertArrayEquals(new int[] {0, 1, 1, 2}, targets);
  }

  @Test
  void attentionByHand() {
    // 0 -> 1. One layer, one head, z = 2 x: (2, 6); e(u -> v) = leaky(z_u - 1.5 z_v).
    Gat gat = new Gat(new Gat.Settings(1, 1, 1, 1, 0.6f, 0), link(), X, 1, 1);
    set(gat.parameters(), 2, 1, -1.5f, 10);
    float[] y = gat.logits(new Tape(Device.cpu(1)), Dropouts.none()).value().values();
    // At 1: e(1 -> 1) = leaky(-3) = -0.6, e(0 -> 1) = leaky(-7) = -1.4.
    double self = 1 / (1 + Math.exp(-0.8));
    assertEquals(12, y[0], 1e-6);
    assertEquals(10 + self * 6 + (1 - self) * 2, y[1], 1e-5);
  }

  @Test
  void lastHeadsAreAveraged() {
    Gat gat = new Gat(new Gat.Settings(1, 1, 1, 2, 0, 0), link(), X, 1, 1);
    Parameter weight = gat.parameters().get(0);
    weight.value().values()[0] = 10;
    weight.value().values()[1] = 20;
    float[] y = gat.logits(new Tape(Device.cpu(1)), Dropouts.none()).value().values();
    assertEquals(15, y[0], 1e-6);
  }

  @Test
  void anyDepth() {
    for (int layers : new int[] {1, 2, 4}) {
      Gat gat = new Gat(new Gat.Settings(layers, 3, 2, 2, 0.5f, 0), link(), X, 5, 1);
      var logits = gat.logits(new Tape(Device.cpu(1)), Dropouts.of(1, 0));
      assertEquals("2 x 5", logits.value().shape());
      assertEquals(4 * layers, gat.parameters().size());
      assertEquals(3 * layers, gat.decay().parameters().size());
    }
    assertThrows(IllegalArgumentException.class, () -> new Gat.Settings(2, 0, 8, 1, 0, 0));
  }

  @Test
  void learnsCora() {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    Links links = Links.withSelfLoops(data.graph());
    Gat gat = new Gat(Gat.Settings.PAPER, links, data.rowNormalisedFeatures(), data.classes(), 1);
    NodeTrainer trainer = new NodeTrainer(Device.cpu(), data, gat, 1);
    Recipe few = new Recipe(100, 0.005f, Recipe.GAT.stopping());
    trainer.train(few, epoch -> {});
    double accuracy = trainer.accuracy(data.test());
    assertTrue(accuracy > 0.78, () -> "accuracy " + accuracy);
  }

  private static Links link() {
    return Links.withSelfLoops(InNeighbors.of(2, new int[] {0}, new int[] {1}));
  }

  private static void set(Iterable<Parameter> parameters, float... values) {
    int i = 0;
    for (Parameter parameter : parameters) {
      parameter.value().values()[0] = values[i++];
    }
  }
}
