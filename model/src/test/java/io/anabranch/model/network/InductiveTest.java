// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.Tape;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Networks trained on one graph, applied to vertices that they have never seen. */
class InductiveTest {

  private static final InNeighbors PATH = InNeighbors.of(3, new int[] {0, 1}, new int[] {1, 2});

  /** The path, and 3 -> 4 -> 3 beside it. */
  private static final InNeighbors LARGER =
      InNeighbors.of(5, new int[] {0, 1, 3, 4}, new int[] {1, 2, 4, 3});

  private static final SparseMatrix X = features(1, 2, 3);
  private static final SparseMatrix LARGER_X = features(1, 2, 3, 4, 5);

  @Test
  void attentionGivesOldVerticesOldLogitsInALargerGraph() {
    Gat gat = new Gat(Gat.Settings.PAPER, Links.withSelfLoops(PATH), X, 4, 1);
    Gat larger = gat.on(Links.withSelfLoops(LARGER), LARGER_X);
    assertSame(gat.parameters().get(2), larger.parameters().get(2));
    float[] before = logits(gat);
    assertArrayEquals(before, Arrays.copyOf(logits(larger), before.length));
  }

  @Test
  void convolutionGivesOldVerticesOldLogitsInALargerGraph() {
    Gcn gcn = new Gcn(Gcn.Settings.PAPER, Propagation.renormalised(PATH), X, 4, 1);
    Gcn larger = gcn.on(Propagation.renormalised(LARGER), LARGER_X);
    assertSame(gcn.parameters().get(1), larger.parameters().get(1));
    float[] before = logits(gcn);
    assertArrayEquals(before, Arrays.copyOf(logits(larger), before.length));
  }

  @Test
  void featuresThatDoNotFitAreTold() {
    Gat gat = new Gat(Gat.Settings.PAPER, Links.withSelfLoops(PATH), X, 4, 1);
    Links links = Links.withSelfLoops(PATH);
    SparseMatrix wide = SparseMatrix.of(3, 2, new int[4], new int[0], new float[0]);
    Exception e = assertThrows(IllegalArgumentException.class, () -> gat.on(links, wide));
    assertEquals("convs.0.lin.weight is for features of width 1; got 3 x 2", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> gat.on(links, LARGER_X));
    assertEquals("a row of features for each of the graph's 3 vertices; got 5 x 1", e.getMessage());
    Gcn gcn = new Gcn(Gcn.Settings.PAPER, Propagation.renormalised(PATH), X, 4, 1);
    SparseMatrix p = Propagation.renormalised(PATH);
    assertThrows(IllegalArgumentException.class, () -> gcn.on(p, wide));
    assertThrows(IllegalArgumentException.class, () -> gcn.on(p, LARGER_X));
  }

  @Test
  void attentionClassifiesVerticesOfCoraThatItHasNeverSeen() {
    NodeDataSet whole = NodeDataSetReader.read(DataSetFiles.real("cora"));
    NodeDataSet seen = whole.without(whole.test());
    Gat gat =
        new Gat(
            Gat.Settings.PAPER,
            Links.withSelfLoops(seen.graph()),
            seen.rowNormalisedFeatures(),
            seen.classes(),
            1);
    Recipe few = new Recipe(100, 0.005f, Recipe.GAT.stopping());
    new NodeTrainer(Device.cpu(), seen, gat, 1).train(few, epoch -> {});
    Gat on = gat.on(Links.withSelfLoops(whole.graph()), whole.rowNormalisedFeatures());
    assertLearnt(new NodeTrainer(Device.cpu(), whole, on, 1).accuracy(whole.test()));
  }

  @Test
  void convolutionClassifiesVerticesOfCoraThatItHasNeverSeen() {
    NodeDataSet whole = NodeDataSetReader.read(DataSetFiles.real("cora"));
    NodeDataSet seen = whole.without(whole.test());
    SparseMatrix p = Propagation.renormalised(seen.graph());
    Gcn gcn = new Gcn(Gcn.Settings.PAPER, p, seen.rowNormalisedFeatures(), seen.classes(), 1);
    new NodeTrainer(Device.cpu(), seen, gcn, 1).train(Recipe.GCN, epoch -> {});
    Gcn on = gcn.on(Propagation.renormalised(whole.graph()), whole.rowNormalisedFeatures());
    assertLearnt(new NodeTrainer(Device.cpu(), whole, on, 1).accuracy(whole.test()));
  }

  private static void assertLearnt(double accuracy) {
    assertTrue(accuracy > 0.77, () -> "accuracy " + accuracy);
  }

  private static float[] logits(NodeNetwork network) {
    return network.logits(new Tape(Device.cpu(1)), Dropouts.none()).value().values();
  }

  /** One a vertex. */
  private static SparseMatrix features(float... values) {
    int[] offsets = new int[values.length + 1];
    Arrays.setAll(offsets, i -> i);
    return SparseMatrix.of(values.length, 1, offsets, new int[values.length], values);
  }
}
