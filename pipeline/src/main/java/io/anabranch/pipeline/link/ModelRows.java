// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;

/** The rows of one model in a shard, by number: the vertices in the order of their ids. */
final class ModelRows {

  private static final int UNKNOWN = -1;

  private final List<String> vertices = new ArrayList<>();
  private final List<LinkRow> rows = new ArrayList<>();
  private final Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
  private final LinkDecoder decoder;
  private RowPanels panels; // null: there are too many to compare all of them
  private NearRows near; // null: all rows are compared

  ModelRows(LinkDecoder decoder) {
    this.decoder = decoder;
    this.numbers.defaultReturnValue(UNKNOWN);
  }

  void add(String vertex, LinkRow row) {
    numbers.put(vertex, rows.size());
    vertices.add(vertex);
    rows.add(row);
  }

  /** All rows are there: begins to build an index where there are many. */
  void complete(int exactBelow) {
    List<float[]> means = rows.stream().map(row -> decoder.mean(row.values())).toList();
    if (rows.size() > exactBelow) {
      near = new NearRows(means);
    } else {
      panels = new RowPanels(means);
    }
  }

  /**
   * Goes on building the index.
   *
   * @return whether it is done
   */
  boolean build(int most) {
    return near == null || near.add(most);
  }

  /** For each the best partners among those that it is not linked to. */
  List<List<Partner>> search(List<LinkMessage.Search> searches, int topK) {
    List<TopK> best =
        near == null
            ? compared(searches, topK)
            : searches.stream().map(search -> found(search, topK)).toList();
    return best.stream().map(this::partners).toList();
  }

  private List<TopK> compared(List<LinkMessage.Search> searches, int topK) {
    List<TopK> best = new ArrayList<>();
    List<int[]> excluded = new ArrayList<>();
    List<float[]> queries = new ArrayList<>();
    for (LinkMessage.Search search : searches) {
      best.add(new TopK(topK));
      excluded.add(excluded(search));
      queries.add(decoder.mean(search.row().values()));
    }
    panels.compare(
        queries,
        (q, first, count, scores, off) ->
            offer(best.get(q), excluded.get(q), first, count, scores, off));
    return best;
  }

  /** Most are below the best, so that is what is asked first. */
  private static void offer(
      TopK best, int[] excluded, int first, int count, float[] scores, int off) {
    float least = best.least();
    for (int i = 0; i < count; i++) {
      if (!(scores[off + i] < least) && !contains(excluded, first + i)) {
        best.offer(first + i, scores[off + i]);
        least = best.least();
      }
    }
  }

  private static boolean contains(int[] numbers, int number) {
    for (int one : numbers) {
      if (one == number) {
        return true;
      }
    }
    return false;
  }

  /** The vertex itself, and those that it is linked to. */
  private int[] excluded(LinkMessage.Search search) {
    int[] excluded = new int[search.linked().size() + 1];
    for (int i = 0; i < search.linked().size(); i++) {
      excluded[i] = numbers.getInt(search.linked().get(i));
    }
    excluded[search.linked().size()] = numbers.getInt(search.vertex());
    return excluded;
  }

  /** Candidates are those of the index and those of open wedges; they are compared one by one. */
  private TopK found(LinkMessage.Search search, int topK) {
    int[] excluded = excluded(search);
    IntOpenHashSet candidates = new IntOpenHashSet();
    search.wedges().forEach(wedge -> candidates.add(numbers.getInt(wedge)));
    near.near(
        decoder.mean(search.row().values()),
        topK,
        number -> !contains(excluded, number),
        candidates::add);
    candidates.remove(UNKNOWN);
    TopK best = new TopK(topK);
    candidates.forEach(
        number -> {
          if (!contains(excluded, number)) {
            best.offer(number, decoder.logit(search.row().values(), rows.get(number).values()));
          }
        });
    return best;
  }

  /** Numbers go by the ids, so this is the order of partners. */
  private List<Partner> partners(TopK best) {
    List<Partner> partners = new ArrayList<>(best.size());
    for (int i = 0; i < best.size(); i++) {
      int number = best.number(i);
      partners.add(new Partner(rows.get(number).name(vertices.get(number)), best.score(i)));
    }
    return partners;
  }

  void close() {
    if (near != null) {
      near.close();
    }
  }
}
