// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.sample.SampleRule.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What has been told in sum is what one gets from sorting all edges that are there. */
class SamplerProperties {

  private record Identity(String src, String id) {}

  private record Member(String src, float weight, int mask) {}

  private final Map<Identity, EdgeEvent> live = new LinkedHashMap<>();
  private final Map<Member, Integer> told = new HashMap<>();
  private Sample sample = new Sample();

  @Property(tries = 300)
  void sameAsSortingAll(@ForAll long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> sizes = random.ints(1 + random.nextInt(3), 1, 6).boxed().toList();
    Order order = random.nextBoolean() ? Order.HASH : Order.MOST_RECENT;
    SampleRule rule = new SampleRule(sizes, order, seed);
    Sampler sampler = new Sampler(rule);
    live.clear();
    told.clear();
    sample = new Sample();
    int sources = 1 + random.nextInt(30);
    for (int step = 0; step < 200; step++) {
      for (int together = random.nextInt(3); together >= 0; together--) {
        change(sampler, random, sources);
      }
      sampler.settle(
          sample, live.size(), visitor -> live.values().forEach(visitor), this::remember);
      assertEquals(expected(rule), told);
      if (random.nextInt(10) == 0) {
        sample = copy(sample);
      }
    }
    for (EdgeEvent edge : List.copyOf(live.values())) {
      remove(sampler, edge);
    }
    sampler.settle(sample, 0, visitor -> {}, this::remember);
    assertEquals(Map.of(), told);
    assertEquals(0, sample.size());
  }

  private void change(Sampler sampler, SplittableRandom random, int sources) {
    String src = "u" + random.nextInt(sources);
    String id = random.nextInt(3) == 0 ? "id" + random.nextInt(3) : "";
    EdgeEvent there = live.get(new Identity(src, id));
    if (there != null) {
      remove(sampler, there);
    }
    if (there == null || random.nextInt(3) == 0) {
      float weight = random.nextInt(3);
      EdgeEvent edge = new EdgeEvent(Op.ADD, src, "v", id, random.nextInt(50), weight);
      sampler.enter(sample, edge, live.size());
      live.put(new Identity(src, id), edge);
    }
  }

  private void remove(Sampler sampler, EdgeEvent edge) {
    live.remove(new Identity(edge.src(), edge.id()));
    sampler.leave(sample, edge);
  }

  private void remember(String src, float weight, int mask, int change) {
    told.merge(
        new Member(src, weight, mask),
        change,
        (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
  }

  private Map<Member, Integer> expected(SampleRule rule) {
    Comparator<EdgeEvent> byHash =
        Comparator.comparing(edge -> Long.toUnsignedString(hash(edge, rule), 16).transform(pad()));
    Comparator<EdgeEvent> order = byHash.thenComparing(EdgeEvent::id);
    if (rule.order() == Order.MOST_RECENT) {
      order = Comparator.comparing((EdgeEvent edge) -> -edge.timestamp()).thenComparing(order);
    }
    List<EdgeEvent> sorted = new ArrayList<>(live.values());
    sorted.sort(order);
    Map<Member, Integer> members = new HashMap<>();
    for (int place = 0; place < sorted.size(); place++) {
      int mask = 0;
      for (int l = 0; l < rule.sizes().size(); l++) {
        mask += place < rule.sizes().get(l) ? 1 << l : 0;
      }
      if (mask == (1 << rule.sizes().size()) - 1) {
        mask = LayerMask.ALL;
      }
      if (mask != 0) {
        EdgeEvent edge = sorted.get(place);
        members.merge(new Member(edge.src(), edge.weight(), mask), 1, Integer::sum);
      }
    }
    return members;
  }

  private static Function<String, String> pad() {
    return hex -> "0".repeat(16 - hex.length()) + hex;
  }

  private static long hash(EdgeEvent edge, SampleRule rule) {
    return EdgeHash.of(edge.src(), edge.dst(), rule.seed());
  }

  private static Sample copy(Sample sample) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    sample.write(out);
    return Sample.read(new DataInputDeserializer(out.getCopyOfBuffer()), true);
  }
}
