// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchEmbedderTest {

  /** One layer, 1 to 1: h' = 2 mean + 0.5 + 3 h. */
  private static final SageModel ONE_LAYER = model(scalarLayer(2, 0.5f, 3, false));

  /** Then h'' = -1 mean + 0 + 1 h'. */
  private static final SageModel TWO_LAYERS =
      model(scalarLayer(2, 0.5f, 3, false), scalarLayer(-1, 0, 1, true));

  @Test
  void twoVerticesOneLayerByHand() {
    InNeighbors graph = InNeighbors.of(2, new int[] {0}, new int[] {1});
    // 0 has no in-neighbor: 0 + 0.5 + 3 * 4; 1: 2 * 4 + 0.5 + 3 * 5
    assertValues(ONE_LAYER, graph, new float[] {4, 5}, 12.5f, 23.5f);
  }

  @Test
  void twoLayersByHand() {
    InNeighbors graph = InNeighbors.of(3, new int[] {0, 1, 0}, new int[] {1, 2, 2});
    // Layer 1: 0.5 + 3 = 3.5; 2 + 0.5 + 6 = 8.5; 2 * 1.5 + 0.5 + 9 = 12.5.
    // Layer 2: 3.5; 8.5 - 3.5; 12.5 - (8.5 + 3.5) / 2.
    assertValues(TWO_LAYERS, graph, new float[] {1, 2, 3}, 3.5f, 5, 6.5f);
  }

  /** h' = 2 mean + 0.5, then h'' = -mean, the vertex itself counted in. */
  @Test
  void gcnByHand() {
    SageWeights one = SageWeights.gcn(1, 1, new float[] {2}, new float[] {0.5f});
    SageWeights two = SageWeights.gcn(1, 1, new float[] {-1}, new float[] {0});
    SageModel model =
        model(
            new SageLayer(one, false, Activation.NONE, false),
            new SageLayer(two, true, Activation.NONE, false));
    InNeighbors graph =
        InNeighbors.of(3, new int[] {0, 1, 0}, new int[] {1, 2, 2}, new float[] {1, 0.5f, 1});
    // Layer 1: 2 * 1 + 0.5; 2 * (1 + 2) / 2 + 0.5; 2 * (0.5 * 2 + 1 + 4) / 3 + 0.5.
    // Layer 2: -2.5; -(2.5 + 3.5) / 2; -(1.75 + 2.5 + 4.5) / 3.
    assertValues(model, graph, new float[] {1, 2, 4}, -2.5f, -3, (float) (-8.75 / 3));
  }

  /** h' = 2 max(relu(-h_u + 3)) + 0.5 + h, then the same; weights of edges mean nothing. */
  @Test
  void maxPoolByHand() {
    SageWeights weights =
        new SageWeights(1, 1, new float[] {2}, new float[] {0.5f}, new float[] {1})
            .withPool(new float[] {-1}, new float[] {3});
    SageLayer layer = new SageLayer(weights, false, Activation.NONE, false);
    InNeighbors graph =
        InNeighbors.of(
            3, new int[] {0, 1, 0, 0}, new int[] {1, 2, 2, 2}, new float[] {7, -1, 0, 1});
    // Layer 1: 1.5; 2 * 2 + 0.5 + 5 = 9.5; 2 * max(2, 0) + 0.5 + 1 = 5.5.
    // Layer 2: 2; 2 * 1.5 + 0.5 + 9.5 = 13; 2 * max(1.5, 0) + 0.5 + 5.5 = 9.
    assertValues(model(layer, layer), graph, new float[] {1, 5, 1}, 2, 13, 9);
  }

  /** The first layer hears 0 -> 2 alone, the second both edges to 2. */
  @Test
  void eachLayerHearsItsOwnInNeighbors() {
    InNeighbors first = InNeighbors.of(3, new int[] {0}, new int[] {2});
    InNeighbors second = InNeighbors.of(3, new int[] {0, 1}, new int[] {2, 2});
    float[] features = {1, 2, 3};
    // Layer 1: 3.5; 0.5 + 6 = 6.5; 2 * 1 + 0.5 + 9 = 11.5. Layer 2: 3.5; 6.5; 11.5 - 10 / 2.
    assertArrayEquals(
        new float[] {3.5f, 6.5f, 6.5f},
        new BatchEmbedder(TWO_LAYERS, 1).embed(List.of(first, second), features).values());
    assertThrows(
        IllegalArgumentException.class,
        () -> new BatchEmbedder(TWO_LAYERS, 1).embed(List.of(first), features));
  }

  @Test
  void selfLoopIsAnInNeighbor() {
    InNeighbors graph = InNeighbors.of(1, new int[] {0}, new int[] {0});
    assertValues(ONE_LAYER, graph, new float[] {4}, 20.5f);
  }

  @Test
  void parallelEdgesCountEach() {
    InNeighbors graph = InNeighbors.of(3, new int[] {0, 0, 1}, new int[] {2, 2, 2});
    // The mean of 1, 1 and 4 is 2.
    assertValues(ONE_LAYER, graph, new float[] {1, 4, 0}, 3.5f, 12.5f, 4.5f);
  }

  @Test
  void weightsMultiplyMessagesAndTheMeanIsByCount() {
    InNeighbors graph =
        InNeighbors.of(3, new int[] {0, 1}, new int[] {2, 2}, new float[] {0.5f, -1});
    // (0.5 * 2 - 4) / 2 = -1.5
    assertValues(ONE_LAYER, graph, new float[] {2, 4, 0}, 6.5f, 12.5f, -2.5f);
  }

  @Test
  void withoutFeaturesAllIsBias() {
    InNeighbors graph = InNeighbors.of(2, new int[] {0}, new int[] {1});
    assertValues(ONE_LAYER, graph, new float[2], 0.5f, 0.5f);
  }

  @Test
  void noVertices() {
    assertValues(TWO_LAYERS, InNeighbors.of(0, new int[0], new int[0]), new float[0]);
  }

  @Test
  void reportsWhatWasClamped() {
    InNeighbors graph =
        InNeighbors.of(
            3, new int[] {0, 0, 1, 1}, new int[] {1, 2, 2, 2}, new float[] {1, 0.25f, 1, 170});
    float[] features = {20_000, 100, 0};
    Embeddings z = new BatchEmbedder(ONE_LAYER, 1).embed(graph, features);
    // Clamped: 20,000 along 0 -> 1, and 170 * 100. Not clamped: 5,000 and 100.
    assertEquals(List.of(new LayerReport(2, 0)), z.layers());
    assertEquals(2 * 16384 + 300.5f, z.values()[1]);
    assertEquals((float) (2.0 * (5000 + 100 + 16384) / 3 + 0.5), z.values()[2], 1e-3f);
  }

  @Test
  void reportsWhatIsNotFiniteLayerByLayer() {
    InNeighbors graph = InNeighbors.of(2, new int[] {0}, new int[] {1});
    Embeddings z = new BatchEmbedder(TWO_LAYERS, 1).embed(graph, new float[] {Float.MAX_VALUE, 1});
    // 3 * MAX is infinite and taken as 0; vertex 1 sees MAX clamped: 2 * 16384 + 0.5 + 3.
    assertEquals(List.of(new LayerReport(1, 1), new LayerReport(0, 0)), z.layers());
    assertArrayEquals(new float[] {0, 32771.5f}, z.values());
  }

  /** 300 neighbors at 100 are more than an int of quanta holds, and 200 alone is too. */
  @Test
  void sumsBeyondIntRange() {
    int[] src = new int[302];
    int[] dst = new int[302];
    Arrays.fill(dst, 2);
    src[300] = 1;
    src[301] = 1;
    float[] features = {100, 200, 0};
    Embeddings z = new BatchEmbedder(ONE_LAYER, 1).embed(InNeighbors.of(3, src, dst), features);
    assertEquals((float) (30_400 / 302.0) * 2 + 0.5f, z.values()[2]);
  }

  @Test
  void refusesWhatDoesNotFit() {
    InNeighbors graph = InNeighbors.of(2, new int[] {0, 0, 1}, new int[] {1, 1, 1});
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BatchEmbedder(ONE_LAYER, 1).embed(graph, new float[3]));
    assertEquals("features are 2 vertices x 1 elements; got an array of 3", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> BatchEmbedder.requireCounts(graph, 2));
    assertTrue(e.getMessage().startsWith("a vertex has at most 2 in-edges"), e.getMessage());
    assertTrue(e.getMessage().endsWith("vertex 1 has 3"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new BatchEmbedder(ONE_LAYER, 0));
  }

  private static void assertValues(
      SageModel model, InNeighbors graph, float[] features, float... expected) {
    assertArrayEquals(expected, new BatchEmbedder(model, 2).embed(graph, features).values());
  }

  private static SageLayer scalarLayer(
      float neighbors, float bias, float self, boolean transformFirst) {
    SageWeights weights =
        new SageWeights(1, 1, new float[] {neighbors}, new float[] {bias}, new float[] {self});
    return new SageLayer(weights, transformFirst, Activation.NONE, false);
  }

  private static SageModel model(SageLayer... layers) {
    return new SageModel("test", 1, List.of(layers), ModelCard.untrained(0));
  }
}
