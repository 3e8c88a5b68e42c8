// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a shard as of the end of a period, to be searched. It is built anew for each period,
 * from the vertices in the order of their ids, so that it depends on nothing but the rows. While
 * models change there are rows of two, which are searched apart.
 */
public final class ShardIndex {

  private final Map<Integer, ModelRows> models = new TreeMap<>(); // by epoch
  private final LinkRules rules;

  /**
   * Begins to build it.
   *
   * @param rows by vertex
   */
  public ShardIndex(SortedMap<String, HeldRows> rows, LinkRules rules) {
    this.rules = rules;
    rows.forEach(
        (vertex, held) ->
            held.forEach(
                row ->
                    models
                        .computeIfAbsent(row.epoch(), epoch -> new ModelRows(rules.decoder()))
                        .add(vertex, row)));
    models.values().forEach(model -> model.complete(rules.exactBelow()));
  }

  /**
   * Goes on building it.
   *
   * @param most rows
   * @return whether it is done
   */
  public boolean build(int most) {
    for (ModelRows model : models.values()) {
      if (!model.build(most)) {
        return false;
      }
    }
    return true;
  }

  /** The best of this shard for each, in their order; several at once cost less than one by one. */
  public List<LinkMessage.Found> search(List<LinkMessage.Search> searches) {
    List<LinkMessage.Found> found = new ArrayList<>(searches.size());
    int from = 0;
    for (int i = 1; i <= searches.size(); i++) {
      if (i == searches.size() || epoch(searches, i) != epoch(searches, from)) {
        searchOne(searches.subList(from, i), found);
        from = i;
      }
    }
    return found;
  }

  private static int epoch(List<LinkMessage.Search> searches, int i) {
    return searches.get(i).row().epoch();
  }

  /** All of them are of one model. */
  private void searchOne(List<LinkMessage.Search> searches, List<LinkMessage.Found> found) {
    ModelRows model = models.get(epoch(searches, 0));
    List<List<Partner>> partners = model == null ? List.of() : model.search(searches, rules.topK());
    for (int i = 0; i < searches.size(); i++) {
      LinkMessage.Search search = searches.get(i);
      found.add(
          new LinkMessage.Found(
              search.group(),
              search.period(),
              search.row().name(search.vertex()),
              model == null ? List.of() : partners.get(i)));
    }
  }

  /** Lets go of it. */
  public void close() {
    models.values().forEach(ModelRows::close);
  }
}
