// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.sampling.Fanouts.TooFew;
import io.anabranch.model.training.Adam;
import io.anabranch.model.training.EarlyStopping;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SupervisedTest {

  @Test
  void lossesByHand() {
    Tape tape = new Tape(Device.cpu(1));
    Operations o = new Operations(tape);
    Matrix logits = Matrix.of(2, 2, 0, (float) Math.log(3), 5, 5);
    Targets labels = Targets.labels(9, 1, 9, 0); // vertices 1 and 3
    int[] vertices = {1, 3};
    double entropy = (Math.log(4 / 3.0) + Math.log(2)) / 2;
    assertEquals(entropy, labels.loss(o, tape.constant(logits), vertices).scalar(), 1e-6);
    assertEquals(1, labels.score(logits, vertices)); // of equals the first
    Targets multi = Targets.multiLabel(Matrix.of(4, 2, 0, 0, 1, 1, 0, 0, 0, 1));
    // -log s(0), -log s(log 3), -log(1 - s(5)), -log s(5)
    double binary =
        (Math.log(2) + Math.log(4 / 3.0) + Math.log(1 + Math.exp(5)) + Math.log(1 + Math.exp(-5)))
            / 4;
    assertEquals(binary, multi.loss(o, tape.constant(logits), vertices).scalar(), 1e-6);
    // said: no, yes, yes, yes; wanted: yes, yes, no, yes: F1 = 2 * 2 / (2 * 2 + 2)
    assertEquals(2 / 3.0, multi.score(logits, vertices), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Targets.multiLabel(Matrix.of(1, 1, 0.5f)));
  }

  @ParameterizedTest
  @EnumSource
  void trainingIsAFunctionOfItsSeeds(Aggregation aggregation) {
    float once = oneEpoch(aggregation, 1, Device.cpu(1));
    assertEquals(once, oneEpoch(aggregation, 1, Device.cpu(2)));
    assertNotEquals(once, oneEpoch(aggregation, 2, Device.cpu(1)));
  }

  private static float oneEpoch(Aggregation aggregation, long seed, Device device) {
    InNeighbors graph = Graphs.random(60, 300, 1);
    Features x = Features.of(Graphs.features(60, 6, 2));
    SageSettings settings = SageSettings.of(aggregation, true, 8, 3).with(0.3f, 1e-3f);
    SageNetwork network = new SageNetwork(settings, 6, 1);
    int[] labels = IntStream.range(0, 60).map(v -> v % 3).toArray();
    SupervisedObjective objective =
        new SupervisedObjective(
            device,
            network,
            new AttributedGraph(graph, x),
            Targets.labels(labels),
            new Split(IntStream.range(0, 40).toArray(), new int[] {50, 51}),
            new BatchPlan(16, new Fanouts(List.of(3, 2), TooFew.REPEAT), seed));
    Adam adam = new Adam(0.01f, network.parameters());
    objective.epoch(0, adam);
    return objective.epoch(1, adam);
  }

  /** What a vertex is, its in-neighbors say: label k when feature k is among theirs. */
  @ParameterizedTest
  @EnumSource(names = {"MEAN", "MAX_POOL", "LSTM"})
  void learnsLabelsOfNeighborsFromMiniBatches(Aggregation aggregation) {
    int n = 200;
    InNeighbors graph = Graphs.random(n, 3 * n, 1);
    Matrix x = Matrix.zeros(n, 4);
    IntStream.range(0, n).filter(v -> v % 5 < 4).forEach(v -> x.values()[4 * v + v % 5] = 1);
    Matrix targets = Matrix.zeros(n, 4);
    for (int v = 0; v < n; v++) {
      for (int e = graph.start(v); e < graph.end(v); e++) {
        for (int k = 0; k < 4; k++) {
          targets.values()[4 * v + k] = Math.max(targets.get(v, k), x.get(graph.source(e), k));
        }
      }
    }
    SageNetwork network = new SageNetwork(SageSettings.of(aggregation, false, 16, 4), 4, 1);
    Targets all = Targets.multiLabel(targets);
    SupervisedObjective objective =
        new SupervisedObjective(
            Device.cpu(1),
            network,
            new AttributedGraph(graph, Features.of(x)),
            all,
            new Split(IntStream.range(0, 150).toArray(), IntStream.range(150, n).toArray()),
            new BatchPlan(50, new Fanouts(List.of(8, 8), TooFew.ALL), 1));
    double before = objective.validate().metric();
    SageTrainer.train(
        objective, new Recipe(60, 0.02f, () -> EarlyStopping.lowestLoss(20)), e -> {});
    double after = objective.validate().metric();
    assertTrue(after > 0.9, () -> before + " became " + after);
  }

  @Test
  void theLowestLossIsWhatIsLeft() {
    InNeighbors graph = Graphs.random(60, 300, 1);
    Features x = Features.of(Graphs.features(60, 6, 2));
    SageNetwork network = new SageNetwork(SageSettings.of(Aggregation.GCN, false, 8, 3), 6, 1);
    int[] labels = IntStream.range(0, 60).map(v -> v * v % 3).toArray();
    SupervisedObjective objective =
        new SupervisedObjective(
            Device.cpu(1),
            network,
            new AttributedGraph(graph, x),
            Targets.labels(labels),
            new Split(IntStream.range(0, 20).toArray(), IntStream.range(40, 60).toArray()),
            BatchPlan.whole(2, 1));
    double[] lowest = {Double.POSITIVE_INFINITY};
    int[] epochs = new int[1];
    SageTrainer.train(
        objective,
        new Recipe(100, 0.1f, () -> EarlyStopping.lowestLoss(3)),
        e -> {
          lowest[0] = Math.min(lowest[0], e.validationLoss());
          epochs[0]++;
        });
    assertEquals((float) lowest[0], (float) objective.validate().loss());
    assertTrue(epochs[0] < 100);
  }

  /** A whole graph of other vertices: the same vertices by other numbers. */
  @ParameterizedTest
  @EnumSource(names = {"MEAN", "GCN", "MAX_POOL"})
  void embedsGraphsThatItWasNotTrainedOn(Aggregation aggregation) {
    int n = 30;
    InNeighbors graph = Graphs.random(n, 100, 1);
    Matrix x = Graphs.features(n, 6, 2);
    int[] src = new int[100];
    int[] dst = new int[100];
    Matrix moved = Matrix.zeros(n + 5, 6); // v becomes n - 1 - v, and 5 are new
    for (int v = 0; v < n; v++) {
      System.arraycopy(x.values(), 6 * v, moved.values(), 6 * (n - 1 - v), 6);
      for (int e = graph.start(v); e < graph.end(v); e++) {
        src[e] = n - 1 - graph.source(e);
        dst[e] = n - 1 - v;
      }
    }
    SageNetwork network = new SageNetwork(SageSettings.of(aggregation, true, 8, 3), 6, 1);
    Matrix here =
        new Evaluation(Device.cpu(1), new AttributedGraph(graph, Features.of(x)))
            .outputs(network, new int[] {4, 17});
    InNeighbors other = InNeighbors.of(n + 5, src, dst);
    Matrix there =
        new Evaluation(Device.cpu(1), new AttributedGraph(other, Features.of(moved)))
            .outputs(network, new int[] {n - 5, n - 18});
    assertArrayEquals(here.values(), there.values());
  }

  @Test
  void learnsCora() {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    Features x = Features.of(data.rowNormalisedFeatures());
    SageSettings settings =
        SageSettings.of(Aggregation.MEAN, false, 16, data.classes()).with(0.5f, 5e-4f);
    SageNetwork network = new SageNetwork(settings, x.width(), 1);
    SupervisedObjective objective =
        new SupervisedObjective(
            Device.cpu(),
            network,
            new AttributedGraph(data.graph(), x),
            Targets.labels(data.labels()),
            new Split(data.train(), data.validation()),
            new BatchPlan(70, new Fanouts(List.of(25, 10), TooFew.ALL), 1));
    Adam adam = new Adam(0.01f, network.parameters());
    for (int e = 0; e < 60; e++) {
      objective.epoch(e, adam);
    }
    Matrix logits =
        new Evaluation(Device.cpu(), new AttributedGraph(data.graph(), x))
            .outputs(network, data.test());
    double accuracy = Targets.labels(data.labels()).score(logits, data.test());
    assertTrue(accuracy > 0.78, () -> "accuracy " + accuracy);
  }
}
