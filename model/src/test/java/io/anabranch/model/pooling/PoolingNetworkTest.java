// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.NetworkGradients;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.device.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolingNetworkTest {

  private static final int[] ALL = {0, 1, 2, 3, 4};
  private final GraphDataSet data = Graphs.small();

  static List<String> models() {
    return Graphs.models();
  }

  /** No graph sees that others stand beside it: what masks are for, where graphs are padded. */
  @ParameterizedTest
  @MethodSource("models")
  void aGraphGivesTheSameBitsAloneAndAmongLargerOnes(String model) {
    PoolingSettings settings = settings(model);
    GraphInputs inputs = Graphs.inputs(data, settings);
    PoolingNetwork network = learnt(settings, inputs);
    float[] together = Graphs.logits(network, inputs.batch(ALL));
    for (int g = 0; g < 5; g++) {
      float[] alone = Graphs.logits(network, inputs.batch(g));
      assertArrayEquals(alone, Arrays.copyOfRange(together, 2 * g, 2 * g + 2), "graph " + g);
    }
  }

  /** Clusters that are not learnt may depend on the order where edges are equally heavy. */
  static List<String> modelsWithoutFixedClusters() {
    return models().stream().filter(model -> !model.equals("diffpool-det")).toList();
  }

  @ParameterizedTest
  @MethodSource("modelsWithoutFixedClusters")
  void theOrderOfVerticesDoesNotShow(String model) {
    PoolingSettings settings = settings(model);
    float[][] x = Graphs.random(4, 3);
    int[][] edges = {{0, 1}, {1, 2}, {2, 0}, {2, 3}};
    int[] to = {2, 0, 3, 1}; // vertex v is called to[v]
    float[][] renamed = new float[4][];
    int[][] renamedEdges = new int[4][];
    for (int v = 0; v < 4; v++) {
      renamed[to[v]] = x[v];
      renamedEdges[v] = new int[] {to[edges[v][0]], to[edges[v][1]]};
    }
    int[][][] both = {edges, renamedEdges};
    float[][] features = {x[0], x[1], x[2], x[3], renamed[0], renamed[1], renamed[2], renamed[3]};
    GraphInputs inputs = Graphs.inputs(Graphs.of(new int[] {4, 4}, both, features), settings);
    float[] y = Graphs.logits(learnt(settings, inputs), inputs.batch(0, 1));
    assertEquals(y[0], y[2], 1e-4);
    assertEquals(y[1], y[3], 1e-4);
    assertNotEquals(y[0], y[1]);
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsOfTheWholeNetworkByCentralDifferences(String model) {
    PoolingSettings settings = settings(model);
    GraphInputs inputs = Graphs.inputs(data, settings);
    // As it was drawn, clusters of a graph without edges are alike, and the maximum has a kink
    // there.
    PoolingNetwork network = learnt(settings, inputs);
    GraphTrainer trainer = trainer(network, inputs);
    GraphBatch batch = inputs.batch(ALL);
    NetworkGradients.check(tape -> trainer.loss(tape, batch), network.parameters());
  }

  @ParameterizedTest
  @MethodSource("models")
  void smallGraphsAreLearntByHeart(String model) {
    PoolingSettings settings = settings(model);
    GraphInputs inputs = Graphs.inputs(data, settings);
    GraphTrainer trainer = trainer(network(settings, inputs), inputs);
    GraphTrainer.Scorer scorer = trainer.scorer(ALL);
    double first = scorer.score().loss();
    for (int e = 0; e < 150; e++) {
      trainer.epoch(e, ALL);
    }
    assertTrue(scorer.score().loss() < first / 2, () -> scorer.score() + " after " + first);
  }

  @Test
  void aSingleVertexIsAGraph() {
    PoolingSettings settings = settings("diffpool");
    GraphInputs inputs = Graphs.inputs(data, settings);
    GraphTrainer trainer = trainer(network(settings, inputs), inputs);
    assertTrue(Float.isFinite(trainer.step(inputs.batch(2))));
  }

  @ParameterizedTest
  @MethodSource("models")
  void parametersAndMomentsAreAllThereIs(String model) {
    PoolingSettings settings = settings(model);
    GraphInputs inputs = Graphs.inputs(data, settings);
    PoolingNetwork learnt = learnt(settings, inputs);
    PoolingNetwork copy = new PoolingNetwork(settings, inputs.width(), 8, 2, 99);
    copyValues(learnt.parameters(), copy.parameters());
    copyValues(learnt.moments(), copy.moments());
    assertArrayEquals(
        Graphs.logits(learnt, inputs.batch(ALL)), Graphs.logits(copy, inputs.batch(ALL)));
  }

  private static void copyValues(List<Parameter> from, List<Parameter> to) {
    for (int i = 0; i < from.size(); i++) {
      float[] values = from.get(i).value().values();
      System.arraycopy(values, 0, to.get(i).value().values(), 0, values.length);
    }
  }

  @Test
  void parametersHaveNamesOfTheirOwn() {
    for (String model : models()) {
      PoolingSettings settings = settings(model);
      PoolingNetwork network = network(settings, Graphs.inputs(data, settings));
      List<Parameter> parameters = new ArrayList<>(network.parameters());
      parameters.addAll(network.moments());
      Set<String> names = Set.copyOf(parameters.stream().map(Parameter::name).toList());
      assertEquals(parameters.size(), names.size(), model);
    }
  }

  @Test
  void settingsAreChecked() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> settings("gcn"));
    assertTrue(e.getMessage().endsWith("s2v-diffpool or s2v-diffpool-2; got gcn"), e::getMessage);
    e = assertThrows(IllegalArgumentException.class, () -> settings("sage").withHidden(0));
    assertTrue(e.getMessage().contains("got 3 layers of width 0"), e::getMessage);
    e = assertThrows(IllegalArgumentException.class, () -> settings("sage").withLosses(-1, 0));
    assertEquals("weights of losses are at least 0; got -1.0 and 0.0", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new GraphRecipe(0, 1, 1));
    assertEquals("a batch of at least 1 graph, a clip above 0; got 0 and 1.0", e.getMessage());
    assertEquals(12, PoolingSettings.DIFFPOOL.clusters(126, 0));
    assertEquals(1, PoolingSettings.DIFFPOOL.clusters(5, 0));
    assertEquals(7, settings("diffpool-2").clusters(126, 1));
  }

  private static PoolingSettings settings(String model) {
    PoolingSettings named = PoolingSettings.named(model);
    return named.share() == 0.1 && named.pools() > 0
        ? named.withHidden(6).withShare(0.5)
        : named.withHidden(6);
  }

  private static PoolingNetwork network(PoolingSettings settings, GraphInputs inputs) {
    return new PoolingNetwork(settings, inputs.width(), 8, 2, 5);
  }

  /** A few steps on, so that batch norms and biases have moved. */
  private PoolingNetwork learnt(PoolingSettings settings, GraphInputs inputs) {
    PoolingNetwork network = network(settings, inputs);
    GraphTrainer trainer = trainer(network, inputs);
    for (int step = 0; step < 3; step++) {
      trainer.step(inputs.batch(0, 1));
    }
    return network;
  }

  private static GraphTrainer trainer(PoolingNetwork network, GraphInputs inputs) {
    GraphRecipe recipe = new GraphRecipe(5, 0.01f, 2);
    return new GraphTrainer(Device.cpu(1), inputs, network, recipe, 1);
  }
}
