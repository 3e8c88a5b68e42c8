// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.anabranch.state.page.PageStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedVertexStoreTest {

  /** A vertex that is nothing but a number; 0 is empty. */
  private static final class Number {
    int value;
  }

  private static final VertexFormat<Number> FORMAT =
      new VertexFormat<>() {
        @Override
        public Number empty(PageStore pages) {
          return new Number();
        }

        @Override
        public boolean isEmpty(Number vertex) {
          return vertex.value == 0;
        }

        @Override
        public void write(Number vertex, DataOutputSerializer out) throws IOException {
          out.writeInt(vertex.value);
        }

        @Override
        public Number read(DataInputView in, PageStore pages) throws IOException {
          Number number = new Number();
          number.value = in.readInt();
          return number;
        }

        @Override
        public void deletePages(Number vertex) {}
      };

  private static final class MapBacking implements Backing {
    final Map<String, byte[]> packed = new HashMap<>();
    int writes;

    @Override
    public byte[] read(String vertex) {
      return packed.get(vertex);
    }

    @Override
    public void write(String vertex, byte[] bytes) {
      writes++;
      packed.put(vertex, bytes);
    }

    @Override
    public void remove(String vertex) {
      packed.remove(vertex);
    }

    @Override
    public void clear(String vertex) {
      remove(vertex);
    }

    @Override
    public PageStore pages(String vertex) {
      return null; // numbers have none
    }
  }

  private final MapBacking backing = new MapBacking();

  private CachedVertexStore<Number> store(int limit) {
    return new CachedVertexStore<>(backing, FORMAT, limit);
  }

  @Test
  void usageExample() {
    CachedVertexStore<Number> store = store(10);
    store.at("a").value = 7;
    assertNull(backing.read("a")); // live only
    store.writeBack();
    assertEquals(7, new CachedVertexStore<>(backing, FORMAT, 10).at("a").value);
  }

  @Test
  void theSameObjectUntilTrimmed() {
    CachedVertexStore<Number> store = store(0);
    Number a = store.at("a");
    a.value = 1;
    assertSame(a, store.at("a"));
    store.trim();
    assertEquals(1, backing.packed.size());
    assertEquals(1, store.at("a").value);
  }

  @Test
  void aheadGoesWhatNothingTouchedInBetween() {
    CachedVertexStore<Number> store = store(10);
    store.at("cold").value = 1;
    store.at("hot").value = 1;
    store.writeAhead(10); // comes by for the first time
    assertEquals(0, backing.writes);
    store.at("hot").value = 2;
    store.writeAhead(10);
    assertEquals(1, backing.writes);
    assertNull(backing.read("hot"));
    store.writeBack();
    assertEquals(2, backing.writes); // the cold one is not packed twice
  }

  /** Nobody packs ahead, and no checkpoint comes. */
  @Test
  void whatWasEvictedIsHeldByNobody() {
    CachedVertexStore<Number> store = store(10);
    for (int i = 0; i < 10_000; i++) {
      store.at("v" + i).value = i + 1;
      store.trim();
      assertTrue(store.changed() <= 2 * 10 + 65, store.changed() + " are held");
    }
    store.writeBack();
    assertEquals(10_000, backing.writes);
    assertEquals(10_000, backing.packed.size());
  }

  @Test
  void writingOutLetsGoOfAll() {
    CachedVertexStore<Number> store = store(10);
    Number a = store.at("a");
    a.value = 1;
    store.at("empty");
    store.writeBack();
    store.at("b").value = 2;
    store.writeOut();
    assertEquals(2, backing.writes);
    store.forEachLive(key -> fail(key + " is live"));
    assertNotSame(a, store.at("a"));
    assertEquals(1, store.at("a").value);
    assertEquals(2, store.at("b").value);
  }

  @Test
  void emptyOnesLeaveNothing() {
    CachedVertexStore<Number> store = store(10);
    store.at("a").value = 1;
    store.writeBack();
    store.at("a").value = 0;
    store.at("looked at");
    store.writeAhead(2);
    store.writeAhead(2);
    assertEquals(0, backing.packed.size());
    store.writeBack();
    assertEquals(0, backing.packed.size());
  }

  @Test
  void droppingWhatIsNotThereIsABug() {
    assertThrows(IllegalStateException.class, () -> store(1).drop("a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100})
  void sameAsAMap(int limit) {
    SplittableRandom random = new SplittableRandom(limit);
    Map<String, Integer> expected = new HashMap<>();
    CachedVertexStore<Number> store = store(limit);
    for (int step = 0; step < 20_000; step++) {
      String key = "k" + random.nextInt(12);
      switch (random.nextInt(8)) {
        case 0 -> {
          store.at(key);
          store.drop(key);
          expected.remove(key);
        }
        case 1 -> store.trim();
        case 2 -> store.writeAhead(random.nextInt(4));
        case 3 -> {
          store.writeBack();
          assertEquals(expected.size(), backing.packed.size());
          store = random.nextBoolean() ? store : store(limit); // a restore
        }
        default -> {
          Number number = store.at(key);
          assertEquals(expected.getOrDefault(key, 0), number.value);
          number.value = random.nextInt(3);
          if (number.value == 0) {
            expected.remove(key);
          } else {
            expected.put(key, number.value);
          }
        }
      }
    }
  }
}
