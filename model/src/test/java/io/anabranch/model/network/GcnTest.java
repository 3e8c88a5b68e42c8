// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import io.anabranch.model.training.Adam;
import org.junit.jupiter.api.Test;

class GcnTest {

  private static final SparseMatrix ONE =
      SparseMatrix.of(1, 1, new int[] {0, 1}, new int[] {0}, new float[] {1});

  @Test
  void propagationByHand() {
    // 0 - 1 - 2: row sums of A + I are 2, 3, 2
    InNeighbors path = InNeighbors.of(3, new int[] {0, 1, 1, 2}, new int[] {1, 0, 2, 1});
    SparseMatrix p = Propagation.renormalised(path);
    float side = (float) (1 / Math.sqrt(6));
    assertArrayEquals(new int[] {0, 1, 1, 0, 2, 2, 1}, p.columnOf());
    assertArrayEquals(new float[] {0.5f, side, 1 / 3f, side, side, 0.5f, side}, p.values(), 1e-7f);
  }

  @Test
  void anIsolatedVertexPropagatesToItself() {
    SparseMatrix p = Propagation.renormalised(InNeighbors.of(1, new int[0], new int[0]));
    assertArrayEquals(new float[] {1}, p.values());
  }

  @Test
  void aRowSumThatIsNotPositiveIsTold() {
    InNeighbors graph = InNeighbors.of(2, new int[] {0}, new int[] {1}, new float[] {-1});
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Propagation.renormalised(graph));
    assertEquals(
        "1 and the weights of in-edges sum to more than 0; got 0.0 at vertex 1", e.getMessage());
  }

  @Test
  void twoLayersByHand() {
    InNeighbors pair = InNeighbors.of(2, new int[] {0, 1}, new int[] {1, 0});
    SparseMatrix x =
        SparseMatrix.of(2, 2, new int[] {0, 1, 2}, new int[] {0, 1}, new float[] {2, 4});
    Gcn gcn = new Gcn(new Gcn.Settings(2, 2, 0.5f, 0), Propagation.renormalised(pair), x, 1, 1);
    set(gcn.parameters().get(0), 1, -1, 2, -3);
    set(gcn.parameters().get(1), 10, 1);
    // Every entry of P is 1/2. P X W0 = (2, -2) / 2 + (8, -12) / 2 = (5, -7), after relu (5, 0).
    var logits = gcn.logits(new Tape(Device.cpu(1)), Dropouts.none());
    assertArrayEquals(new float[] {50, 50}, logits.value().values());
  }

  @Test
  void anyDepth() {
    for (int layers : new int[] {1, 2, 5}) {
      Gcn gcn = new Gcn(new Gcn.Settings(layers, 3, 0, 0), ONE, ONE, 4, 1);
      assertEquals(layers, gcn.parameters().size());
      var logits = gcn.logits(new Tape(Device.cpu(1)), Dropouts.of(1, 0));
      assertEquals("1 x 4", logits.value().shape());
      assertEquals(1, gcn.decay().parameters().size());
    }
    Exception e = assertThrows(IllegalArgumentException.class, () -> new Gcn.Settings(0, 3, 0, 0));
    assertEquals("at least 1 layer of width 1; got 0 of width 3", e.getMessage());
  }

  @Test
  void cora() {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    Gcn gcn = gcn(data, 1);
    NodeTrainer trainer = new NodeTrainer(Device.cpu(), data, gcn, 1);
    trainer.train(Recipe.GCN, epoch -> {});
    double accuracy = trainer.accuracy(data.test());
    assertTrue(accuracy > 0.79, () -> "accuracy " + accuracy);
  }

  @Test
  void trainingIsAFunctionOfItsSeeds() {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    float once = tenSteps(data, Device.cpu(1), 7);
    assertEquals(once, tenSteps(data, Device.cpu(2), 7));
    assertNotEquals(once, tenSteps(data, Device.cpu(1), 8));
  }

  private static float tenSteps(NodeDataSet data, Device device, long seed) {
    Gcn gcn = gcn(data, seed);
    NodeTrainer trainer = new NodeTrainer(device, data, gcn, seed);
    Adam adam = new Adam(0.01f, gcn.parameters());
    float loss = 0;
    for (int e = 0; e < 10; e++) {
      loss = trainer.step(adam, e);
    }
    return loss;
  }

  private static Gcn gcn(NodeDataSet data, long seed) {
    return new Gcn(
        Gcn.Settings.PAPER,
        Propagation.renormalised(data.graph()),
        data.rowNormalisedFeatures(),
        data.classes(),
        seed);
  }

  private static void set(Parameter parameter, float... values) {
    System.arraycopy(values, 0, parameter.value().values(), 0, values.length);
  }
}
