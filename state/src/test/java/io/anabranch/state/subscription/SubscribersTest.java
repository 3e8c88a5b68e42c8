// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.page.MapPages;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class SubscribersTest {

  private record Key(String target, float weight) {}

  @Example
  void countsAddUpAndGoAtZero() {
    Subscribers subscribers = new Subscribers(new MapPages());
    subscribers.change("v", 1f, 1);
    subscribers.change("v", 1f, 1);
    subscribers.change("v", 2f, -1);
    assertEquals(Map.of(new Key("v", 1f), 2, new Key("v", 2f), -1), entries(subscribers));
    subscribers.change("v", 1f, -2);
    subscribers.change("v", 2f, 1);
    assertTrue(subscribers.isEmpty());
    assertEquals(Map.of(), entries(subscribers));
  }

  /** Unsubscribing may come first. */
  @Example
  void minusBeforePlus() {
    Subscribers subscribers = new Subscribers(new MapPages());
    subscribers.change("v", 1f, -1);
    assertEquals(1, subscribers.size());
    subscribers.change("v", 1f, 1);
    assertTrue(subscribers.isEmpty());
  }

  /** Thousands come and go in any order, are put away and fetched again on the way. */
  @Property(tries = 20)
  void sameAsAMap(@ForAll long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    MapPages store = new MapPages();
    Subscribers subscribers = new Subscribers(store);
    Map<Key, Integer> expected = new HashMap<>();
    for (int i = 0; i < 12_000; i++) {
      String target = "v" + random.nextInt(6_000);
      float weight = 1 + random.nextInt(2);
      int change = random.nextInt(4) == 0 ? -1 : 1;
      subscribers.change(target, weight, change);
      expected.merge(
          new Key(target, weight), change, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
      if (random.nextInt(1_500) == 0) {
        Subscribers fetched = putAwayAndFetch(subscribers, store);
        subscribers = random.nextBoolean() ? fetched : subscribers; // written, it may go on
      }
    }
    subscribers = putAwayAndFetch(subscribers, store);
    assertEquals(expected, entries(subscribers));
    assertTrue(store.size() > 4, "it spread over pages");

    int left = expected.size();
    for (Map.Entry<Key, Integer> entry : expected.entrySet()) {
      subscribers.change(entry.getKey().target(), entry.getKey().weight(), -entry.getValue());
      assertEquals(--left, subscribers.size());
      if (random.nextInt(1_500) == 0) {
        subscribers = putAwayAndFetch(subscribers, store);
      }
    }
    assertTrue(subscribers.isEmpty());
    putAwayAndFetch(subscribers, store);
    assertEquals(0, store.size());
  }

  private static Subscribers putAwayAndFetch(Subscribers subscribers, MapPages store)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    subscribers.write(out);
    return Subscribers.read(new DataInputDeserializer(out.getCopyOfBuffer()), store);
  }

  private static Map<Key, Integer> entries(Subscribers subscribers) {
    Map<Key, Integer> entries = new HashMap<>();
    subscribers.forEach(
        (target, weight, count) -> {
          Integer before = entries.put(new Key(target, weight), count);
          assertEquals(null, before, "told twice");
        });
    return entries;
  }
}
