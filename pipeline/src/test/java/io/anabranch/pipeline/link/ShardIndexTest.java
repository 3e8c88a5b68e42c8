// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.autoencoder.InnerProduct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The best rows of a shard, compared one by one or found by the index. */
class ShardIndexTest {

  private static final int ALL = Integer.MAX_VALUE;

  private static LinkRules rules(int topK, int exactBelow) {
    return new LinkRules(LinkDecoder.INNER_PRODUCT, topK, 1, 8, 100, exactBelow);
  }

  private static LinkRow row(int epoch, float... values) {
    return new LinkRow(epoch, 7, 1, 0, values);
  }

  private static HeldRows held(LinkRow... rows) {
    HeldRows held = new HeldRows();
    for (LinkRow row : rows) {
      held.put(row);
    }
    return held;
  }

  private static ShardIndex built(Map<String, HeldRows> rows, LinkRules rules) {
    ShardIndex index = new ShardIndex(new TreeMap<>(rows), rules);
    assertTrue(index.build(ALL));
    return index;
  }

  private static LinkMessage.Found found(ShardIndex index, LinkMessage.Search search) {
    return index.search(List.of(search)).get(0);
  }

  private static List<String> names(LinkMessage.Found found) {
    return found.partners().stream().map(partner -> partner.row().vertex()).toList();
  }

  private static LinkMessage.Search search(LinkRow row, List<String> linked, List<String> wedges) {
    return new LinkMessage.Search(0, 5, "me", row, linked, wedges);
  }

  /** me = (1, 2). a: 2 + 2 = 4, b: 3, c: 3, d: 5 but linked, me: itself. */
  @Test
  void theBestThatItIsNotLinkedTo() {
    ShardIndex index =
        built(
            Map.of(
                "a", held(row(0, 2, 1)),
                "c", held(row(0, 1, 1)),
                "b", held(row(0, 3, 0)),
                "d", held(row(0, 1, 2)),
                "me", held(row(0, 1, 2))),
            rules(2, 100));
    LinkMessage.Found found = found(index, search(row(0, 1, 2), List.of("d"), List.of()));
    assertEquals(List.of("a", "b"), names(found), "b and c are equal, the smaller id is first");
    assertEquals(4f, found.partners().get(0).logit());
    assertEquals("me", found.row().vertex());
    assertEquals(5, found.period());
  }

  @Test
  void onlyRowsOfItsOwnModel() {
    ShardIndex index =
        built(
            Map.of("a", held(row(0, 2), row(1, 5)), "b", held(row(0, 3)), "c", held(row(1, 4))),
            rules(5, 100));
    assertEquals(List.of("b", "a"), names(found(index, search(row(0, 1), List.of(), List.of()))));
    assertEquals(List.of("a", "c"), names(found(index, search(row(1, 1), List.of(), List.of()))));
    assertEquals(List.of(), names(found(index, search(row(2, 1), List.of(), List.of()))));
  }

  private static Map<String, HeldRows> random(int count, int width) {
    Random random = new Random(4);
    Map<String, HeldRows> rows = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[width];
      for (int k = 0; k < width; k++) {
        values[k] = (float) random.nextGaussian();
      }
      rows.put("v%05d".formatted(i), held(row(0, values)));
    }
    return rows;
  }

  @Test
  void theIndexFindsMostOfWhatIsThereAndTheSameEachTime() {
    Map<String, HeldRows> rows = random(1_500, 16);
    ShardIndex exact = built(rows, rules(10, 10_000));
    ShardIndex index = built(rows, rules(10, 0));
    ShardIndex again = new ShardIndex(new TreeMap<>(rows), rules(10, 0));
    while (!again.build(7)) {
      assertFalse(rows.isEmpty());
    }
    int found = 0;
    for (int i = 0; i < 1_500; i += 30) {
      LinkRow row = rows.get("v%05d".formatted(i)).newest();
      LinkMessage.Search search = search(row, List.of("v00000", "v00001"), List.of());
      List<String> there = names(found(exact, search));
      LinkMessage.Found by = found(index, search);
      assertEquals(by, found(again, search));
      for (Partner partner : by.partners()) {
        float[] other = rows.get(partner.row().vertex()).newest().values();
        assertEquals(InnerProduct.logit(row.values(), other), partner.logit());
      }
      Set<String> both = new HashSet<>(names(by));
      assertFalse(both.contains("v00000"));
      both.retainAll(there);
      found += both.size();
    }
    int recalled = found;
    assertTrue(found > 450, () -> recalled + " of 500");
    exact.close();
    index.close();
    again.close();
  }

  /** The row of "far" is the best, and cut off: the index never reports what it was not given. */
  @Test
  void wedgesAreComparedWhateverTheIndexFinds() {
    Map<String, HeldRows> rows = random(300, 4);
    List<String> none = new ArrayList<>(rows.keySet());
    String wedge = none.remove(150);
    LinkRow row = row(0, 1, 1, 1, 1);
    // All others are linked, so that nothing but the wedge is left.
    ShardIndex index = built(rows, rules(10, 0));
    assertEquals(List.of(wedge), names(found(index, search(row, none, List.of(wedge)))));
    index.close();
  }

  /**
   * All rows are compared with many at once, in panels: what comes out are the bits of the plain
   * loop over one pair after the other, whatever is beside it.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, INNER_PRODUCT",
    "63, 3, INNER_PRODUCT",
    "64, 16, INNER_PRODUCT",
    "130, 64, INNER_PRODUCT",
    "200, 32, GAUSSIAN",
    "300, 5, INNER_PRODUCT"
  })
  void manyAtOnceGetTheBitsOfThePlainLoop(int count, int width, LinkDecoder decoder) {
    Map<String, HeldRows> rows = random(count, width);
    rows.put("equal", rows.get("v00000"));
    rows.put("large", held(row(0, filled(width, 3e38f))));
    rows.put("largely negative", held(row(0, filled(width, -3e38f))));
    rows.put("zero", held(row(0, new float[width])));
    rows.put("negative zero", held(row(0, filled(width, -0f))));
    LinkRules rules = new LinkRules(decoder, 7, 1, 8, 100, 10_000);
    ShardIndex index = built(rows, rules);
    List<LinkMessage.Search> searches = new ArrayList<>();
    rows.forEach(
        (vertex, held) ->
            searches.add(
                new LinkMessage.Search(
                    0, 5, vertex, held.newest(), List.of("v00000", "nobody"), List.of("zero"))));
    for (int size : new int[] {1, 2, 3, 4, 7, 33}) {
      for (int from = 0; from < searches.size(); from += size) {
        List<LinkMessage.Search> together =
            searches.subList(from, Math.min(from + size, searches.size()));
        assertEquals(
            together.stream().map(search -> plain(search, rows, rules)).toList(),
            index.search(together).stream().map(LinkMessage.Found::partners).toList());
      }
    }
  }

  private static float[] filled(int width, float value) {
    float[] values = new float[width];
    Arrays.fill(values, value);
    return values;
  }

  /** One pair after the other, sorted. */
  private static List<Partner> plain(
      LinkMessage.Search search, Map<String, HeldRows> rows, LinkRules rules) {
    List<Partner> partners = new ArrayList<>();
    rows.forEach(
        (vertex, held) -> {
          if (!vertex.equals(search.vertex()) && !search.linked().contains(vertex)) {
            LinkRow row = held.newest();
            partners.add(
                new Partner(
                    row.name(vertex), rules.decoder().logit(search.row().values(), row.values())));
          }
        });
    partners.sort(Partner.ORDER);
    return List.copyOf(partners.subList(0, Math.min(rules.topK(), partners.size())));
  }

  /** Two models, one after the other: each search meets rows of its own, and answers keep order. */
  @Test
  void searchesOfTwoModelsAtOnce() {
    ShardIndex index =
        built(Map.of("a", held(row(0, 2), row(1, 5)), "b", held(row(0, 3))), rules(5, 100));
    List<LinkMessage.Search> searches = new ArrayList<>();
    for (int epoch : new int[] {0, 1, 1, 0, 2}) {
      searches.add(search(row(epoch, 1), List.of(), List.of()));
    }
    assertEquals(
        List.of(List.of("b", "a"), List.of("a"), List.of("a"), List.of("b", "a"), List.of()),
        index.search(searches).stream().map(ShardIndexTest::names).toList());
    assertEquals(List.of(), index.search(List.of()));
  }

  @Test
  void anEmptyShardHasNobody() {
    ShardIndex index = built(Map.of(), rules(3, 0));
    assertEquals(List.of(), names(found(index, search(row(0, 1), List.of(), List.of()))));
  }

  @Test
  void shardsHaveGroupsOfTheirOwnAndTheirOwnVertices() {
    for (int count : new int[] {1, 3, 4, 100, 128}) {
      Shards shards = new Shards(count);
      Set<Integer> groups = new HashSet<>();
      for (int shard = 0; shard < count; shard++) {
        groups.add(shards.group(shard));
      }
      assertEquals(count, groups.size());
      assertTrue(groups.stream().allMatch(group -> group < 128));
      assertEquals(
          List.of("a", "b"),
          shards.split(List.of("a", "b")).stream().flatMap(List::stream).sorted().toList());
      assertEquals(count, shards.split(List.of()).size());
      assertTrue(shards.split(List.of("a")).get(shards.of("a")).contains("a"));
    }
  }
}
