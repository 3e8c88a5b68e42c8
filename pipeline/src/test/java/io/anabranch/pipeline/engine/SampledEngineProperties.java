// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.pipeline.verify.Comparison;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** With fan-outs the engine arrives at what sorting all in-edges and recomputing gives. */
class SampledEngineProperties {

  private static final Duration LATENESS = Duration.ofMillis(20);

  @Property(tries = 200)
  void sameBitsAsARecompute(
      @ForAll long seed, @ForAll AggregatorType aggregator, @ForAll boolean undirected) {
    SplittableRandom random = new SplittableRandom(seed);
    SageModel model = model(random, aggregator, seed);
    LocalEngine engine = new LocalEngine(model, new LocalEngine.Settings(LATENESS, 50, undirected));
    ReferenceGraph graph = new ReferenceGraph(undirected);
    List<EdgeEvent> edges = new ArrayList<>();
    int vertices = 2 + random.nextInt(12);
    for (int i = 0; i < 300; i++) {
      GraphEvent event = event(random, vertices, i);
      engine.apply(event);
      graph.apply(event);
      if (event instanceof EdgeEvent edge) {
        edges.add(edge);
      }
      if (random.nextInt(40) == 0) {
        engine.flush();
        assertSame(graph.embed(model, 1), engine);
      }
    }
    removeAll(engine, edges, vertices);
    assertSame(Map.of(), engine);
    assertEquals(0, engine.entries());
  }

  private static SageModel model(SplittableRandom random, AggregatorType aggregator, long seed) {
    int depth = 1 + random.nextInt(3);
    int[] widths = random.ints(depth + 1, 1, 5).toArray();
    widths[0] = 1;
    Sampling.Order order = random.nextBoolean() ? Sampling.Order.HASH : Sampling.Order.MOST_RECENT;
    List<Integer> fanouts = random.ints(depth, 1, 5).boxed().toList();
    return SageModel.random("m", 1, aggregator, widths, seed, random.nextBoolean())
        .withSampling(new Sampling(fanouts, order, seed));
  }

  private static GraphEvent event(SplittableRandom random, int vertices, int i) {
    String src = "v" + random.nextInt(vertices);
    String dst = "v" + random.nextInt(1 + vertices / 4); // few, so that they have many in-edges
    String id = random.nextInt(4) == 0 ? "id" + random.nextInt(2) : "";
    long timestamp = i + random.nextInt(20);
    return switch (random.nextInt(8)) {
      case 0 -> new FeaturesEvent(src, timestamp, new float[] {random.nextInt(9)});
      case 1, 2 -> new EdgeEvent(Op.REMOVE, src, dst, id, timestamp, 0);
      default -> new EdgeEvent(Op.ADD, src, dst, id, timestamp, random.nextInt(1, 3));
    };
  }

  private static void removeAll(LocalEngine engine, List<EdgeEvent> edges, int vertices) {
    for (EdgeEvent edge : edges) {
      engine.apply(new EdgeEvent(Op.REMOVE, edge.src(), edge.dst(), edge.id(), 1_000, 0));
    }
    for (int v = 0; v < vertices; v++) {
      engine.apply(new FeaturesEvent("v" + v, 1_000, null));
    }
    engine.apply(new ControlEvent.Heartbeat(2_000));
    engine.flush();
  }

  private static void assertSame(Map<String, float[]> expected, LocalEngine engine) {
    Comparison comparison = Comparison.of(expected, engine.embeddings());
    assertEquals("", comparison.isExact() ? "" : comparison.toString());
  }
}
