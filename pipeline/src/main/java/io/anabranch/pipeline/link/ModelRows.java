// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** The rows of one model in a shard, by number: the vertices in the order of their ids. */
final class ModelRows {

  private final List<String> vertices = new ArrayList<>();
  private final List<LinkRow> rows = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final LinkDecoder decoder;
  private NearRows near; // null: all rows are compared

  ModelRows(LinkDecoder decoder) {
    this.decoder = decoder;
  }

  void add(String vertex, LinkRow row) {
    numbers.put(vertex, rows.size());
    vertices.add(vertex);
    rows.add(row);
  }

  /** All rows are there: begins to build an index where there are many. */
  void complete(int exactBelow) {
    if (rows.size() > exactBelow) {
      near = new NearRows(rows.stream().map(row -> decoder.mean(row.values())).toList());
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

  /** The best partners of a vertex among those that it is not linked to. */
  List<Partner> search(LinkMessage.Search search, int topK) {
    Set<Integer> excluded = new HashSet<>();
    search.linked().forEach(linked -> exclude(linked, excluded));
    exclude(search.vertex(), excluded);
    Set<Integer> candidates = new HashSet<>();
    IntConsumer take =
        number -> {
          if (!excluded.contains(number)) {
            candidates.add(number);
          }
        };
    for (String wedge : search.wedges()) {
      Integer number = numbers.get(wedge);
      if (number != null) {
        take.accept(number);
      }
    }
    if (near == null) {
      for (int number = 0; number < rows.size(); number++) {
        take.accept(number);
      }
    } else {
      near.near(
          decoder.mean(search.row().values()), topK, number -> !excluded.contains(number), take);
    }
    return best(search.row(), candidates, topK);
  }

  private void exclude(String vertex, Set<Integer> excluded) {
    Integer number = numbers.get(vertex);
    if (number != null) {
      excluded.add(number);
    }
  }

  private record Scored(int number, float logit) {}

  private List<Partner> best(LinkRow row, Set<Integer> candidates, int topK) {
    return candidates.stream()
        .map(number -> new Scored(number, decoder.logit(row.values(), rows.get(number).values())))
        // Numbers go by the ids, so this is the order of partners.
        .sorted(
            (a, b) -> {
              int byScore = Float.compare(b.logit(), a.logit());
              return byScore != 0 ? byScore : Integer.compare(a.number(), b.number());
            })
        .limit(topK)
        .map(
            scored ->
                new Partner(
                    rows.get(scored.number()).name(vertices.get(scored.number())), scored.logit()))
        .toList();
  }

  void close() {
    if (near != null) {
      near.close();
    }
  }
}
