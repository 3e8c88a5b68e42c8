// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

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

  /** The best of this shard. */
  public LinkMessage.Found search(LinkMessage.Search search) {
    ModelRows model = models.get(search.row().epoch());
    List<Partner> partners = model == null ? List.of() : model.search(search, rules.topK());
    return new LinkMessage.Found(
        search.group(), search.period(), search.row().name(search.vertex()), partners);
  }

  /** Lets go of it. */
  public void close() {
    models.values().forEach(ModelRows::close);
  }
}
