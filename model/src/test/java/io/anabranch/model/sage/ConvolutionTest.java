// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.Neighborhood;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConvolutionTest {

  /** 1 -> 0, 2 -> 0; x is 2, 3, -5. */
  private static final InNeighbors GRAPH = InNeighbors.of(3, new int[] {1, 2}, new int[] {0, 0});

  private static final Features X = Features.of(Matrix.of(3, 1, 2, 3, -5));

  @Test
  void meanByHand() {
    // l = 10, b = 1, r = 100: 1 + 200 + 10 * (3 - 5) / 2; a mean of none is 0
    assertOutputs(Aggregation.MEAN, new float[] {10, 1, 100}, 191, 301);
  }

  @Test
  void gcnByHand() {
    // l = 9, b = 1: 1 + 9 * (2 + 3 - 5) / 3, 1 + 9 * 3
    assertOutputs(Aggregation.GCN, new float[] {9, 1}, 1, 28);
  }

  @Test
  void maxPoolByHand() {
    // pool = -2, bias 4: relu(-2), relu(14); l = 10, b = 1, r = 100
    assertOutputs(Aggregation.MAX_POOL, new float[] {-2, 4, 10, 1, 100}, 341, 301);
  }

  @Test
  void lstmByHand() {
    // x to i, f, g, o; their biases; h to them; l = 10, b = 1, r = 100
    float[] weights = {0.1f, 0.2f, 0.3f, 0.4f, 1, 2, 3, 4, 5, 6, 7, 8, 10, 1, 100};
    double c1 = s(1.3) * Math.tanh(3.9);
    double h1 = s(5.2) * Math.tanh(c1);
    double c2 = s(1 + 6 * h1) * c1 + s(0.5 + 5 * h1) * Math.tanh(1.5 + 7 * h1);
    double h2 = s(2 + 8 * h1) * Math.tanh(c2);
    assertOutputs(Aggregation.LSTM, weights, 201 + 10 * h2, 301);
  }

  private static double s(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static void assertOutputs(Aggregation aggregation, float[] weights, double... expected) {
    SageNetwork network = new SageNetwork(SageSettings.of(aggregation, false, 1), 1, 1);
    Graphs.set(network, weights);
    float[] y = Graphs.output(network, X, Graphs.all(GRAPH, 1, 0, 1)).values();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], y[i], 1e-4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sparseAndDenseFeaturesAreTheSame(Aggregation aggregation) {
    InNeighbors graph = Graphs.random(20, 60, 1);
    Matrix x = Graphs.features(20, 5, 2);
    SageNetwork network = new SageNetwork(SageSettings.of(aggregation, true, 4, 3), 5, 1);
    Neighborhood near = Graphs.all(graph, 2, 3, 17, 5);
    Matrix dense = Graphs.output(network, Features.of(x), near);
    Matrix sparse = Graphs.output(network, Features.of(Graphs.sparse(x)), near);
    assertArrayEquals(dense.values(), sparse.values(), 1e-6f);
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheLstmMindsTheOrder(Aggregation aggregation) {
    InNeighbors graph = Graphs.random(12, 80, 3);
    Features x = Features.of(Graphs.features(12, 6, 4));
    SageNetwork network = new SageNetwork(SageSettings.of(aggregation, false, 4, 3), 6, 1);
    Neighborhood near = Graphs.all(graph, 2, 1, 7, 2, 9);
    float[] before = Graphs.output(network, x, near).values();
    float[] after = Graphs.output(network, x, near.shuffled(Draws.of(1, "order", 0))).values();
    if (aggregation == Aggregation.LSTM) {
      assertThrows(AssertionError.class, () -> assertArrayEquals(before, after, 1e-3f));
    } else {
      assertArrayEquals(before, after, 1e-6f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void someVerticesAreAsAllOfThem(Aggregation aggregation) {
    InNeighbors graph = Graphs.random(30, 90, 5);
    Features x = Features.of(Graphs.features(30, 6, 4));
    SageNetwork network = new SageNetwork(SageSettings.of(aggregation, true, 4, 4, 3), 6, 1);
    int[] vertices = IntStream.range(0, 30).toArray();
    Matrix all = Graphs.output(network, x, Graphs.all(graph, 3, vertices));
    Matrix some = Graphs.output(network, x, Graphs.all(graph, 3, 22, 4));
    for (int c = 0; c < 3; c++) {
      assertEquals(all.get(22, c), some.get(0, c), 1e-6);
      assertEquals(all.get(4, c), some.get(1, c), 1e-6);
    }
  }

  @Test
  void depthAndWidthsAreTold() {
    SageNetwork network = new SageNetwork(SageSettings.of(Aggregation.MEAN, false, 2, 2), 1, 1);
    assertEquals(
        "a neighborhood of 2 layers; got 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> Graphs.output(network, X, Graphs.all(GRAPH, 1, 0)))
            .getMessage());
    Features wide = Features.of(Matrix.zeros(3, 2));
    assertEquals(
        "features of 3 vertices x 1; got 3 x 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> Graphs.output(network, wide, Graphs.all(GRAPH, 2, 0)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> SageSettings.of(Aggregation.MEAN, false));
    assertThrows(
        IllegalArgumentException.class, () -> SageSettings.of(Aggregation.MEAN, false, 3, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> SageSettings.of(Aggregation.MEAN, false, 3).with(1, 0));
  }
}
