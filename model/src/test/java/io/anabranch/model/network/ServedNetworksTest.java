// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.Uniform;
import io.anabranch.model.layer.AttentionWeights;
import io.anabranch.model.layer.Heads;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is served are the logits of the network, on graphs of every kind. */
class ServedNetworksTest {

  private static final int VERTICES = 60;
  private static final int WIDTH = 7;
  private static final double TOLERANCE = 1e-4;
  private static final ModelCard CARD = ModelCard.untrained(1);

  private final SplittableRandom random = new SplittableRandom(3);

  /** Directed, weighted, with self-loops, parallel edges and isolated vertices. */
  private final InNeighbors graph = draw();

  private final SparseMatrix features = features();

  @Test
  void gcnOfAnyDepth() {
    for (int layers = 1; layers <= 3; layers++) {
      Gcn gcn =
          new Gcn(
              new Gcn.Settings(layers, 16, 0.5f, 0),
              Propagation.renormalised(graph),
              features,
              4,
              1);
      assertServes(gcn, ServedNetworks.of(gcn, "gcn", 1, CARD), graph, features);
    }
  }

  @Test
  void gatOfAnyDepthAndHeads() {
    for (int layers = 1; layers <= 3; layers++) {
      Gat gat =
          new Gat(
              new Gat.Settings(layers, 3, 5, layers, 0.6f, 0),
              Links.withSelfLoops(graph),
              features,
              4,
              1);
      for (Parameter parameter : gat.parameters()) { // biases, too
        Uniform.fill(random, 0.7, parameter.value().values());
      }
      SageModel model = ServedNetworks.of(gat, "gat", 1, CARD);
      AttentionWeights last = (AttentionWeights) model.layer(layers - 1).weights();
      assertEquals(new Heads(layers, false), last.heads());
      assertServes(gat, model, graph, features);
    }
  }

  /** Trained for a few epochs. */
  @Test
  void cora() {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    SparseMatrix x = data.rowNormalisedFeatures();
    SparseMatrix propagation = Propagation.renormalised(data.graph());
    Gcn gcn = new Gcn(Gcn.Settings.PAPER, propagation, x, data.classes(), 1);
    train(data, gcn, Recipe.GCN);
    assertServes(gcn, ServedNetworks.of(gcn, "gcn", 1, CARD), data.graph(), x);
    Links links = Links.withSelfLoops(data.graph());
    Gat gat = new Gat(Gat.Settings.PAPER, links, x, data.classes(), 1);
    train(data, gat, Recipe.GAT);
    assertServes(gat, ServedNetworks.of(gat, "gat", 1, CARD), data.graph(), x);
  }

  private static void train(NodeDataSet data, NodeNetwork network, Recipe recipe) {
    Recipe few = new Recipe(10, recipe.rate(), recipe.stopping());
    new NodeTrainer(Device.cpu(), data, network, 1).train(few, epoch -> {});
  }

  private static void assertServes(
      NodeNetwork network, SageModel model, InNeighbors graph, SparseMatrix features) {
    float[] logits = network.logits(new Tape(Device.cpu(1)), Dropouts.none()).value().values();
    float[] embeddings = new BatchEmbedder(model, 2).embed(graph, dense(features)).values();
    assertEquals(logits.length, embeddings.length);
    double spread = 0;
    for (int i = 0; i < logits.length; i++) {
      assertEquals(logits[i], embeddings[i], TOLERANCE);
      spread = Math.max(spread, Math.abs(logits[i] - logits[0]));
    }
    assertTrue(spread > 100 * TOLERANCE, "the logits differ by more than is allowed");
  }

  private static float[] dense(SparseMatrix matrix) {
    float[] dense = new float[matrix.rows() * matrix.columns()];
    for (int r = 0; r < matrix.rows(); r++) {
      for (int e = matrix.offsets()[r]; e < matrix.offsets()[r + 1]; e++) {
        dense[r * matrix.columns() + matrix.columnOf()[e]] = matrix.values()[e];
      }
    }
    return dense;
  }

  private InNeighbors draw() {
    int edges = 5 * VERTICES;
    int[] src = new int[edges];
    int[] dst = new int[edges];
    float[] weights = new float[edges];
    for (int e = 0; e < edges; e++) {
      src[e] = random.nextInt(VERTICES - 5);
      dst[e] = random.nextInt(10) == 0 ? src[e] : random.nextInt(VERTICES / 2);
      weights[e] = random.nextBoolean() ? 1f : (float) random.nextDouble();
    }
    return InNeighbors.of(VERTICES, src, dst, weights);
  }

  private SparseMatrix features() {
    int[] offsets = IntStream.rangeClosed(0, VERTICES).map(v -> v * WIDTH).toArray();
    int[] columns = IntStream.range(0, VERTICES * WIDTH).map(i -> i % WIDTH).toArray();
    float[] values = new float[VERTICES * WIDTH];
    Uniform.fill(random, 1, values);
    return SparseMatrix.of(VERTICES, WIDTH, offsets, columns, values);
  }
}
