// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.training.Adam;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The served model says what the network says. */
class SageExportTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LSTM")
  void servedAsTrained(Aggregation aggregation) throws IOException {
    InNeighbors graph = Graphs.random(50, 200, 1);
    Matrix x = Graphs.features(50, 6, 2);
    for (boolean normalise : new boolean[] {false, true}) {
      SageSettings settings = SageSettings.of(aggregation, normalise, 9, 5, 4);
      SageNetwork network = new SageNetwork(settings, 6, 3);
      Graphs.fill(network); // biases too
      int[] all = IntStream.range(0, 50).toArray();
      Matrix trained = Graphs.output(network, Features.of(x), Graphs.all(graph, 3, all));
      SageModel model = throughAnArtifact(network, "s" + normalise);
      float[] served = new BatchEmbedder(model, 2).embed(graph, x.values()).values();
      assertArrayEquals(trained.values(), served, 1e-5f);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"LSTM", "MAX_POOL"})
  void weightsOfEdgesAreServedAsTrained(Aggregation aggregation) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    int[] src = random.ints(90, 0, 20).toArray();
    int[] dst = random.ints(90, 0, 20).toArray();
    float[] weights = new float[90];
    for (int e = 0; e < 90; e++) {
      weights[e] = (float) (2 * random.nextDouble() - 1);
    }
    InNeighbors graph = InNeighbors.of(20, src, dst, weights);
    Matrix x = Graphs.features(20, 6, 2);
    SageNetwork network = new SageNetwork(SageSettings.of(aggregation, false, 9, 5), 6, 3);
    int[] all = IntStream.range(0, 20).toArray();
    Matrix trained = Graphs.output(network, Features.of(x), Graphs.all(graph, 2, all));
    SageModel model = throughAnArtifact(network, "weighted");
    float[] served = new BatchEmbedder(model, 1).embed(graph, x.values()).values();
    assertArrayEquals(trained.values(), served, 1e-5f);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LSTM")
  void coraIsServedAsTrained(Aggregation aggregation) throws IOException {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real("cora"));
    Features x = Features.of(data.rowNormalisedFeatures());
    SageSettings settings = SageSettings.of(aggregation, false, 16, data.classes()).with(0.5f, 0);
    SageNetwork network = new SageNetwork(settings, x.width(), 1);
    SupervisedObjective objective =
        new SupervisedObjective(
            Device.cpu(),
            network,
            new AttributedGraph(data.graph(), x),
            Targets.labels(data.labels()),
            new Split(data.train(), data.validation()),
            BatchPlan.whole(2, 1));
    Adam adam = new Adam(0.01f, network.parameters());
    for (int e = 0; e < 5; e++) {
      objective.epoch(e, adam);
    }
    int[] all = IntStream.range(0, x.vertices()).toArray();
    Matrix trained = Graphs.output(network, x, Graphs.all(data.graph(), 2, all));
    SageModel model = throughAnArtifact(network, "cora");
    float[] served = new BatchEmbedder(model, 2).embed(data.graph(), x.dense()).values();
    assertArrayEquals(trained.values(), served, 1e-5f);
    assertArrayEquals(
        largest(trained), largest(Matrix.of(trained.rows(), trained.columns(), served)));
    assertArrayEquals(
        served,
        new Evaluation(Device.cpu(), new AttributedGraph(data.graph(), x))
            .outputs(network)
            .values());
  }

  /** In the order of the in-edges, both. */
  @Test
  void anLstmAsWideAsItsInputIsServedAsTrained() throws IOException {
    InNeighbors graph = Graphs.random(50, 200, 1);
    Matrix x = Graphs.features(50, 6, 2);
    List<LayerShape> shapes = SageSettings.of(Aggregation.LSTM, false, 9, 5, 4).layers();
    SageSettings settings = new SageSettings(Aggregation.LSTM, shapes, 0, 0, 0);
    SageNetwork network = new SageNetwork(settings, 6, 3);
    Graphs.fill(network);
    assertTrue(network.isServed());
    int[] all = IntStream.range(0, 50).toArray();
    Matrix trained = Graphs.output(network, Features.of(x), Graphs.all(graph, 3, all));
    SageModel model = throughAnArtifact(network, "lstm");
    float[] served = new BatchEmbedder(model, 2).embed(graph, x.values()).values();
    assertArrayEquals(trained.values(), served, 1e-5f);
    Evaluation evaluation =
        new Evaluation(Device.cpu(), new AttributedGraph(graph, Features.of(x)));
    assertArrayEquals(served, evaluation.outputs(network).values());
  }

  @Test
  void anLstmOfAnotherWidthIsNotServed() {
    SageNetwork network = new SageNetwork(SageSettings.of(Aggregation.LSTM, false, 2), 1, 1);
    assertFalse(network.isServed());
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> throughAnArtifact(network, "lstm"));
    assertEquals("a served lstm remembers as many elements as it hears, 1; got 2", e.getMessage());
  }

  private SageModel throughAnArtifact(SageNetwork network, String name) throws IOException {
    SageModel model = SageExport.model(network, name, 1, Sampling.ALL, ModelCard.untrained(1));
    return ModelArtifacts.read(ModelArtifacts.write(model, directory));
  }

  private static int[] largest(Matrix logits) {
    return IntStream.range(0, logits.rows())
        .map(
            r ->
                IntStream.range(0, logits.columns())
                    .reduce((a, b) -> logits.get(r, b) > logits.get(r, a) ? b : a)
                    .orElseThrow())
        .toArray();
  }
}
