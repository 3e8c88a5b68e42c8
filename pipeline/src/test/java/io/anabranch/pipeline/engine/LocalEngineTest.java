// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import io.anabranch.pipeline.engine.LocalEngine.Outcome;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalEngineTest {

  private final SageModel model = SageModel.random("test", 1, new int[] {2, 3, 4}, 42, true);

  @Test
  void usageExample() {
    LocalEngine engine = new LocalEngine(model, new LocalEngine.Settings());
    engine.apply(new FeaturesEvent("alice", 1_000, new float[] {0.5f, -1f}));
    engine.apply(EdgeEvent.add("bob", "alice", 2_000));
    assertNull(engine.embedding("alice"), "it comes with the flush");
    engine.flush();
    assertEquals(4, engine.embedding("alice").length);
    assertNotNull(engine.embedding("bob"), "an edge from it makes it exist");
    assertNull(engine.embedding("carol"));
  }

  @ParameterizedTest
  @EnumSource
  void sameBitsAsARecompute(AggregatorType aggregator) {
    for (boolean undirected : new boolean[] {false, true}) {
      SageModel model =
          SageModel.random("m", 1, aggregator, new int[] {2, 6, 5, 4}, 42, undirected)
              .withSampling(
                  aggregator.keepsWords()
                      ? new Sampling(List.of(3, 2, 3), Sampling.Order.HASH, 5)
                      : Sampling.ALL);
      LocalEngine engine =
          new LocalEngine(
              model, new LocalEngine.Settings(Duration.ofSeconds(10), 1_000, undirected));
      ReferenceGraph graph = new ReferenceGraph(undirected);
      for (GraphEvent event : events()) {
        engine.apply(event);
        graph.apply(event);
        engine.flush();
        assertSame(graph.embed(model, 1), engine.embeddings());
      }
    }
  }

  @Test
  void saysWhatBecameOfAnEvent() {
    LocalEngine engine = engine(false);
    EdgeEvent edge = EdgeEvent.add("a", "b", 50_000);
    assertEquals(Outcome.APPLIED, engine.apply(edge));
    assertEquals(Outcome.SUPERSEDED, engine.apply(edge));
    assertEquals(Outcome.SUPERSEDED, engine.apply(EdgeEvent.remove("a", "b", 40_000)));
    assertEquals(Outcome.LATE, engine.apply(EdgeEvent.remove("a", "b", 39_999)));
  }

  /** Of what was removed nothing is kept once no older event can come. */
  @Test
  void removalLeavesNothing() {
    for (boolean undirected : new boolean[] {false, true}) {
      LocalEngine engine = engine(undirected);
      events().forEach(engine::apply);
      engine.flush();
      for (GraphEvent event : events()) {
        if (event instanceof EdgeEvent edge) {
          engine.apply(EdgeEvent.remove(edge.src(), edge.dst(), 20_000));
        } else if (event instanceof FeaturesEvent write) {
          engine.apply(new FeaturesEvent(write.vertex(), 20_000, null));
        } else if (event instanceof LabelEvent write) {
          engine.apply(new LabelEvent(write.vertex(), 20_000, null));
        }
      }
      engine.flush();
      assertEquals(Map.of(), engine.embeddings());
      engine.apply(new ControlEvent.Heartbeat(30_001));
      engine.flush();
      assertEquals(0, engine.entries());
    }
  }

  @Test
  void flushesByItselfWhenTheBundleIsFull() {
    LocalEngine engine =
        new LocalEngine(model, new LocalEngine.Settings(Duration.ofSeconds(1), 2, false));
    engine.apply(EdgeEvent.add("a", "b", 1));
    assertEquals(2, engine.embeddings().size());
  }

  private LocalEngine engine(boolean undirected) {
    return new LocalEngine(
        model, new LocalEngine.Settings(Duration.ofSeconds(10), 1_000, undirected));
  }

  private static List<GraphEvent> events() {
    return List.of(
        EdgeEvent.add("a", "b", 1_000),
        new FeaturesEvent("a", 1_100, new float[] {1, 2}),
        EdgeEvent.add("b", "c", 1_200),
        EdgeEvent.add("c", "c", 1_300),
        new LabelEvent("d", 1_400, "fraud"),
        new FeaturesEvent("b", 1_500, new float[] {-3, 0.25f}),
        EdgeEvent.add("b", "a", 1_600),
        new EdgeEvent(EdgeEvent.Op.ADD, "a", "b", "", 1_700, -2f),
        EdgeEvent.remove("b", "c", 1_800),
        new FeaturesEvent("a", 1_900, null));
  }

  /** Edges that live for a second, b erased in between: the same bits, and in the end nothing. */
  @Test
  void expiryAndErasureLeaveNothing() {
    for (boolean undirected : new boolean[] {false, true}) {
      Optional<Duration> ttl = Optional.of(Duration.ofSeconds(1));
      LocalEngine engine =
          new LocalEngine(
              model, new LocalEngine.Settings(Duration.ofMillis(200), 2, undirected, ttl));
      ReferenceGraph graph = new ReferenceGraph(undirected, ttl);
      List<GraphEvent> all = new ArrayList<>(events());
      all.add(new EraseEvent("b", 1_700)); // later than all but its last edge's removal
      all.add(EdgeEvent.add("b", "d", 2_000));
      all.add(new EraseEvent("d", 2_100));
      all.add(new ControlEvent.Heartbeat(2_850));
      for (GraphEvent event : all) {
        engine.apply(event);
        graph.apply(event);
        graph.at(Math.max(event.timestamp(), 1_900) - 200);
        if (event.timestamp() >= 1_900) {
          engine.flush();
          assertSame(graph.embed(model, 1), engine.embeddings());
        }
      }
      for (String vertex : List.of("a", "b", "c", "d")) {
        engine.apply(new EraseEvent(vertex, 3_000));
      }
      engine.apply(new ControlEvent.Heartbeat(10_000));
      engine.flush();
      assertEquals(Map.of(), engine.embeddings());
      assertEquals(0, engine.entries());
    }
  }

  private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((vertex, row) -> assertArrayEquals(bits(row), bits(actual.get(vertex))));
  }

  private static int[] bits(float[] row) {
    int[] bits = new int[row.length];
    for (int i = 0; i < row.length; i++) {
      bits[i] = Float.floatToRawIntBits(row[i]);
    }
    return bits;
  }
}
