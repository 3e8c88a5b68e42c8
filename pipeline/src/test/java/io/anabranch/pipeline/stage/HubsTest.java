// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.MapBacking;
import io.anabranch.state.store.MemoryVertexStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A hub u that tells its subscribers in slices. */
class HubsTest {

  private static final Cause CAUSE = new Cause(0, 0);
  private static final SageWeights WEIGHTS =
      new SageWeights(1, 1, new float[] {1}, new float[] {0}, new float[] {1});
  private static final SageLayer MEAN = new SageLayer(WEIGHTS, false, Activation.NONE, false);
  private static final SageLayer MAX_POOL =
      new SageLayer(
          WEIGHTS.withPool(new float[] {1}, new float[] {0}), false, Activation.NONE, false);

  /** Wake-ups by hand, and a clock that stands. */
  private static final class Clock implements WakeUps {
    final TreeMap<String, Long> asked = new TreeMap<>();
    long now = 1_000;

    @Override
    public long now() {
      return now;
    }

    @Override
    public void set(String vertex, long time) {
      asked.put(vertex, time);
    }

    @Override
    public void cancel(String vertex, long time) {
      assertEquals(time, asked.remove(vertex));
    }
  }

  private final Clock clock = new Clock();
  private final MemoryVertexStore<ScatterVertex> store =
      new MemoryVertexStore<>(() -> new ScatterFormat().empty(null));

  @Example
  void usageExample() {
    Told told = new Told();
    Hubs hubs = new Hubs(2, 100, 1_000, clock);
    ScatterStage stage = new ScatterStage(store, told, MEAN, false, new Sending(hubs, 0f));
    value(stage, 1);
    assertEquals(List.of("self u [1.0]"), told.take());
    stage.subscription("u", "v", 1f, LayerMask.ALL, 1, CAUSE);
    value(stage, 2);
    assertEquals(
        List.of("delta v +1 [1.0]", "self u [2.0]", "delta v +0 [1.0]"),
        told.take(),
        "one subscriber makes no hub");
    stage.subscription("u", "w", 1f, LayerMask.ALL, 1, CAUSE);
    told.take();
    value(stage, 5);
    assertEquals(List.of("self u [5.0]"), told.take(), "itself is told at once");
    assertEquals(Map.of("u", 1_000L), clock.asked);
    assertEquals(1, hubs.size());
    clock.now = 1_200;
    assertEquals(200, hubs.staleness(1_200));
    value(stage, 4);
    stage.subscription("u", "x", 1f, LayerMask.ALL, 1, CAUSE);
    assertEquals(List.of("self u [4.0]", "delta x +1 [2.0]"), told.take(), "what all others have");
    clock.asked.clear();
    stage.wake("u");
    assertEquals(3, told.take().size()); // 2 more to each
    assertEquals(0, hubs.size());
    assertEquals(0, hubs.staleness(1_300));
    value(stage, 7); // three updates at 100 a second: free again after 30 ms
    assertEquals(Map.of("u", 1_230L), clock.asked);
    stage.settleHubs();
    assertEquals(4, told.take().size());
    assertEquals(Map.of(), clock.asked);
  }

  @Example
  void aBudgetIsSharedAndNoHubStarves() {
    HubBudget budget = new HubBudget(1_000);
    assertEquals(50, budget.free(50));
    assertEquals(150, budget.spend(100, 50));
    assertEquals(150, budget.free(60));
    assertEquals(250, budget.spend(100, 60));
    assertEquals(400, budget.free(400));
  }

  /** Subscribers come and go, values change, the vertex is put away, all in the middle of runs. */
  @Property(tries = 30)
  void everySubscriberIsAtTheNewestInTheEnd(@ForAll long seed) {
    run(seed, MEAN);
    run(seed, MAX_POOL);
  }

  private void run(long seed, SageLayer layer) {
    SplittableRandom random = new SplittableRandom(seed);
    Receivers receivers = new Receivers();
    Hubs hubs = new Hubs(1 + random.nextInt(600), 1_000_000, 100, clock);
    MapBacking heap = new MapBacking();
    CachedVertexStore<ScatterVertex> cached = new CachedVertexStore<>(heap, new ScatterFormat(), 1);
    ScatterStage stage = new ScatterStage(cached, receivers, layer, false, new Sending(hubs, 0f));
    Map<String, Integer> edges = new HashMap<>(); // target and weight
    float newest = 1;
    value(stage, newest);
    int size = 1 + random.nextInt(3_000);
    for (int step = 0; step < 6_000; step++) {
      int what = random.nextInt(1_000);
      if (what < 990) {
        boolean add = step < 3_000 ? what % 4 != 0 : what % 4 == 0;
        String target = "v" + random.nextInt(size);
        float weight = layer == MEAN && what % 3 == 0 ? 0.5f : 1f;
        int change = add ? 1 : -1;
        edges.merge(target + " " + weight, change, Integer::sum);
        stage.subscription("u", target, weight, LayerMask.ALL, change, CAUSE);
      } else if (what < 993) {
        newest = random.nextInt(100);
        value(stage, newest);
      } else if (what < 998) {
        clock.asked.remove("u");
        stage.wake("u");
      } else {
        cached.at("other"); // it holds one vertex
        cached.trim();
      }
    }
    stage.flush();
    stage.settleHubs();
    receivers.check(layer, edges, newest);
    cached.writeBack();
    assertTrue(heap.pageCount() <= 40, "pages that were to be merged are");
  }

  private static void value(ScatterStage stage, float value) {
    stage.self("u", new float[] {value}, CAUSE);
    stage.flush();
  }

  /** What the subscribers of u have heard. */
  private static final class Receivers implements Inlet {
    private final Map<String, Long> sums = new HashMap<>();
    private final Map<String, Float> words = new HashMap<>();

    void check(SageLayer layer, Map<String, Integer> edges, float newest) {
      Map<String, Long> expected = new HashMap<>();
      Map<String, Integer> counts = new HashMap<>();
      edges.forEach(
          (key, count) -> {
            String[] parts = key.split(" ");
            long q = Math.round(Float.parseFloat(parts[1]) * newest * 0x1p24);
            expected.merge(parts[0], count * q, Long::sum);
            counts.merge(parts[0], count, Integer::sum);
          });
      if (layer == MEAN) {
        expected.values().removeIf(sum -> sum == 0);
        sums.values().removeIf(sum -> sum == 0);
        assertEquals(expected, sums);
      } else {
        Map<String, Float> all = new HashMap<>();
        counts.forEach(
            (target, count) -> {
              if (count > 0) {
                all.put(target, newest);
              }
            });
        assertEquals(all, words);
      }
    }

    @Override
    public void self(String vertex, float[] values, Cause cause) {}

    @Override
    public void gone(String vertex, Cause cause) {}

    @Override
    public void delta(String vertex, long count, long times, long[] values, Cause cause) {
      if (values != null) {
        sums.merge(vertex, times * values[0], Long::sum);
      }
    }

    @Override
    public void mail(String vertex, String source, float[] values, long sequence, Cause cause) {
      if (values == null) {
        words.remove(vertex);
      } else {
        words.put(vertex, values[0]);
      }
    }

    @Override
    public void erased(String vertex, Cause cause) {}

    @Override
    public void roll(String vertex, Roll roll, Cause cause) {}

    @Override
    public void degree(String vertex, int mask, long change, Cause cause) {}

    @Override
    public void subscription(
        String source, String target, float weight, int mask, int change, Cause cause) {}
  }
}
