// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.ErrorBound;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.verify.Comparison;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import io.anabranch.state.store.MemoryVertexStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Messages held back: embeddings stay within the bound that the weights give. */
class EpsilonTest {

  private static final Cause CAUSE = new Cause(0, 0);
  private static final float EPSILON = 0.05f;
  private static final int VERTICES = 30;
  private static final int EDGES = 120;

  @Property(tries = 30)
  void embeddingsStayWithinTheBound(@ForAll AggregatorType aggregator, @ForAll long seed) {
    Assume.that(ErrorBound.isKnown(aggregator));
    SplittableRandom random = new SplittableRandom(seed);
    SageModel model = SageModel.random("m", 1, aggregator, new int[] {3, 5, 4, 2}, seed, false);
    int[] src = random.ints(EDGES, 0, VERTICES).toArray();
    int[] dst = random.ints(EDGES, 0, VERTICES).toArray();
    float[] weights = new float[EDGES];
    for (int e = 0; e < EDGES; e++) {
      weights[e] = (float) (random.nextDouble() * 4 - 2);
    }
    Map<String, float[]> held = new HashMap<>();
    Stage[] stages = stages(model, held);
    for (int e = 0; e < EDGES; e++) {
      stages[0].subscription("v" + src[e], "v" + dst[e], weights[e], LayerMask.ALL, 1, CAUSE);
    }
    if (aggregator.isOrdered()) {
      roll(stages[0], src, dst);
    }
    float[] features = new float[VERTICES * 3];
    for (int step = 0; step < 400; step++) {
      int v = step < VERTICES ? step : random.nextInt(VERTICES);
      for (int i = 3 * v; i < 3 * v + 3; i++) {
        features[i] += (float) (random.nextDouble() - 0.5) * (step < VERTICES ? 2f : 0.06f);
      }
      stages[0].self("v" + v, Arrays.copyOfRange(features, 3 * v, 3 * v + 3), CAUSE);
      for (Stage stage : stages) {
        stage.flush();
      }
    }
    InNeighbors graph = InNeighbors.of(VERTICES, src, dst, weights);
    Map<String, float[]> exact = new HashMap<>();
    float[] rows = new BatchEmbedder(model, 1).embed(graph, features).values();
    for (int v = 0; v < VERTICES; v++) {
      exact.put("v" + v, Arrays.copyOfRange(rows, 2 * v, 2 * v + 2));
    }
    double bound = ErrorBound.of(model, EPSILON, 2);
    Comparison within = Comparison.of(exact, held, bound);
    assertTrue(within.isExact(), within::toString);
    assertEquals(VERTICES, within.identical());
    assertTrue(!Comparison.of(exact, held).isExact(), "something is held back");
  }

  /** The in-edges of each vertex in the order in which they are numbered. */
  private static void roll(Stage first, int[] src, int[] dst) {
    for (int v = 0; v < VERTICES; v++) {
      int target = v;
      String[] sources =
          IntStream.range(0, EDGES)
              .filter(e -> dst[e] == target)
              .mapToObj(e -> "v" + src[e])
              .toArray(String[]::new);
      int[] masks = new int[sources.length];
      Arrays.fill(masks, LayerMask.ALL);
      first.roll("v" + v, Roll.of(sources, masks), CAUSE);
    }
  }

  /** Scatter ---> layer 1 ---> layer 2 ---> layer 3. */
  private static Stage[] stages(SageModel model, Map<String, float[]> rows) {
    Sending sending = new Sending(Hubs.none(), EPSILON);
    EmbeddingOutlet outlet =
        new EmbeddingOutlet() {
          @Override
          public void embedding(String vertex, float[] values, long sequence, Cause cause) {
            rows.put(vertex, values.clone());
          }

          @Override
          public void gone(String vertex, Cause cause) {
            rows.remove(vertex);
          }
        };
    Stage third = new LastLayerStage(layers(), model.layer(2), outlet);
    Stage second =
        new HiddenLayerStage(layers(), model.layer(1), model.layer(2), third, false, sending);
    Stage first =
        new HiddenLayerStage(layers(), model.layer(0), model.layer(1), second, true, sending);
    MemoryVertexStore<ScatterVertex> store =
        new MemoryVertexStore<>(() -> new ScatterFormat().empty(null));
    Stage scatter = new ScatterStage(store, first, model.layer(0), true, sending);
    return new Stage[] {scatter, first, second, third};
  }

  private static MemoryVertexStore<LayerVertex> layers() {
    return new MemoryVertexStore<>(() -> new LayerFormat().empty(null));
  }
}
