// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.GraphDataSetReader;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.training.GradientNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphTrainerTest {

  @Test
  void theThreeColumns() {
    Curve a = new Curve(new double[] {0.2, 0.6, 0.4}, new double[3], new double[3]);
    Curve b = new Curve(new double[] {0.8, 0.1, 0.7}, new double[3], new double[3]);
    Curve honest =
        new Curve(
            new double[] {0.1, 0.3, 0.5, 0.7},
            new double[] {0.4, 0.6, 0.6, 0.5},
            new double[] {9, 2, 1, 0});
    Curve other = new Curve(new double[] {0.9}, new double[] {0.8}, new double[] {1});
    FoldResults results = FoldResults.of(List.of(a, b), List.of(honest, other));
    assertEquals(2, honest.chosen()); // the best accuracy twice, there with the lower loss
    assertEquals(0.7, results.best(), 1e-12); // 0.6 and 0.8
    assertEquals(0.55, results.maximum(), 1e-12); // of 0.5, 0.35, 0.55
    assertEquals(0.7, results.chosen(), 1e-12); // 0.5 and 0.9
    assertEquals(Math.sqrt(0.08), results.chosenDeviation(), 1e-12);
    assertEquals(0.7, results.validation(), 1e-12); // 0.6 and 0.8
  }

  @Test
  void gradientsAreCutTogether() {
    Parameter p = new Parameter("p", Matrix.zeros(1, 1));
    Parameter q = new Parameter("q", Matrix.zeros(1, 1));
    p.gradient().values()[0] = 3;
    q.gradient().values()[0] = -4;
    assertEquals(5, GradientNorm.clip(List.of(p, q), 10));
    assertEquals(3, p.gradient().values()[0]);
    assertEquals(5, GradientNorm.clip(List.of(p, q), 2));
    assertEquals(1.2, p.gradient().values()[0], 1e-6);
    assertEquals(-1.6, q.gradient().values()[0], 1e-6);
  }

  @Test
  void largeGraphsAreLeftOutAndNamed() {
    GraphDataSet data = Graphs.small();
    // Folds 0, 1, 2 hold graphs 0 and 3, 1 and 4, 2; of 3, 2, 4, 5, and 1 vertices.
    CrossValidation validation = validation(data, 3);
    assertArrayEquals(new String[] {"graph 1", "graph 4"}, validation.dropped(1));
    assertArrayEquals(new String[0], validation.dropped(0));
    assertEquals(2, validation.held(0, 2, (epoch, loss) -> {}).test().length);
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> validation.held(1, 2, (epoch, loss) -> {}));
    assertEquals(
        "fold 1, from 0 to 2: graphs to learn from and to test; got 2 and 0 of at most 3 vertices",
        e.getMessage());
  }

  /** Of these very bits: a newer Java must not make another training of a seed. */
  @Test
  void eachEpochHasAnOrderOfItsOwn() {
    int[] graphs = IntStream.range(10, 18).toArray();
    assertArrayEquals(new int[] {10, 14, 17, 15, 11, 16, 13, 12}, GraphTrainer.order(graphs, 1, 0));
    assertArrayEquals(new int[] {11, 13, 15, 10, 16, 12, 14, 17}, GraphTrainer.order(graphs, 1, 1));
    assertArrayEquals(IntStream.range(10, 18).toArray(), graphs);
  }

  @Test
  void trainingIsAFunctionOfItsSeeds() {
    GraphDataSet data = enzymes();
    double[] once = losses(data, Device.cpu(1), 7);
    assertArrayEquals(once, losses(data, Device.cpu(2), 7));
    assertNotEquals(once[0], losses(data, Device.cpu(1), 8)[0]);
  }

  /** Chance is a sixth; logistic regression on means of the features reaches some 0.3. */
  @Test
  void learnsEnzymes() {
    CrossValidation validation =
        new CrossValidation(
            Device.cpu(),
            enzymes(),
            PoolingSettings.DIFFPOOL,
            GraphRecipe.DIFFPOOL,
            Integer.MAX_VALUE,
            1);
    List<Double> losses = new ArrayList<>();
    Curve curve = validation.held(1, 16, (epoch, loss) -> losses.add(loss));
    double last = (curve.test()[13] + curve.test()[14] + curve.test()[15]) / 3;
    assertTrue(last > 0.4, () -> "accuracy " + last);
    assertTrue(losses.get(15) < losses.get(0) / 2, losses::toString);
  }

  private static double[] losses(GraphDataSet data, Device device, long seed) {
    PoolingSettings settings = PoolingSettings.DIFFPOOL;
    GraphInputs inputs = new GraphInputs(data, data.fold(0), settings);
    PoolingNetwork network =
        new PoolingNetwork(
            settings, inputs.width(), data.vertices().largest(), data.classes(), seed);
    GraphTrainer trainer = new GraphTrainer(device, inputs, network, GraphRecipe.DIFFPOOL, seed);
    return new double[] {trainer.epoch(0, data.fold(0)), trainer.epoch(1, data.fold(0))};
  }

  private static CrossValidation validation(GraphDataSet data, int limit) {
    return new CrossValidation(
        Device.cpu(1), data, PoolingSettings.DIFFPOOL, GraphRecipe.DIFFPOOL, limit, 1);
  }

  private static GraphDataSet enzymes() {
    return GraphDataSetReader.read(
        DataSetFiles.real("tu-enzymes"), VertexFeatures.LABELS_AND_ATTRIBUTES);
  }
}
