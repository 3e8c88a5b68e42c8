// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@link Ego} in the JSON of an alert: pairs name their ends by number, from 0. */
final class EgoJson {

  private EgoJson() {}

  static void write(Ego ego, ObjectNode node) {
    node.put("since", ego.since());
    ArrayNode vertices = node.putArray("vertices");
    for (int v = 0; v < ego.vertices().size(); v++) {
      vertices.addObject().put("vertex", ego.vertices().get(v)).put("hops", ego.hops().get(v));
    }
    ArrayNode pairs = node.putArray("pairs");
    for (Ego.Pair pair : ego.pairs()) {
      pairs.addObject().put("src", pair.src()).put("dst", pair.dst()).put("edges", pair.count());
    }
  }

  static Ego read(JsonFields node) throws AlertException {
    List<String> vertices = node.list("vertices", vertex -> vertex.text("vertex"));
    List<Integer> hops = node.list("vertices", vertex -> vertex.integer("hops"));
    List<Ego.Pair> pairs =
        new ArrayList<>(
            node.list(
                "pairs",
                pair ->
                    new Ego.Pair(pair.integer("src"), pair.integer("dst"), pair.integer("edges"))));
    try {
      return new Ego(node.whole("since"), vertices, hops, pairs);
    } catch (IllegalArgumentException e) {
      throw new AlertException("'ego': " + e.getMessage());
    }
  }
}
