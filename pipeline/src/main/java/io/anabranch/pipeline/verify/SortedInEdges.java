// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.model.layer.Sampling;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.sample.EdgeHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The in-edges of every vertex, all of them, sorted as the sampling orders them. Nothing is shared
 * with the stages but the hash function.
 */
final class SortedInEdges {

  private record Drawn(EdgeEvent edge, long hash) {}

  private static final Comparator<Drawn> BY_HASH =
      Comparator.<Drawn>comparingLong(drawn -> drawn.hash ^ Long.MIN_VALUE) // as unsigned
          .thenComparing(drawn -> utf8(drawn.edge.id()), Arrays::compareUnsigned)
          .thenComparing(drawn -> utf8(drawn.edge.src()), Arrays::compareUnsigned);

  private static final Comparator<Drawn> LATEST_FIRST =
      Comparator.<Drawn>comparingLong(drawn -> drawn.edge.timestamp()).reversed();

  /** In the order in which a layer hears them to which the order matters. */
  static final Comparator<EdgeEvent> BY_EVENT =
      Comparator.comparingLong(EdgeEvent::timestamp)
          .thenComparing(edge -> utf8(edge.id()), Arrays::compareUnsigned)
          .thenComparing(edge -> utf8(edge.src()), Arrays::compareUnsigned);

  private final Sampling sampling;
  private final Map<String, List<Drawn>> byTarget = new HashMap<>();

  SortedInEdges(List<EdgeEvent> edges, Sampling sampling) {
    this.sampling = sampling;
    for (EdgeEvent edge : edges) {
      byTarget.computeIfAbsent(edge.dst(), dst -> new ArrayList<>()).add(draw(edge));
    }
    if (!sampling.takesAll()) {
      byTarget.values().forEach(drawn -> drawn.sort(order()));
    }
  }

  private Drawn draw(EdgeEvent edge) {
    boolean counts = !sampling.takesAll(); // else the order is of no meaning
    return new Drawn(edge, counts ? EdgeHash.of(edge.src(), edge.dst(), sampling.seed()) : 0);
  }

  private Comparator<Drawn> order() {
    return switch (sampling.order()) {
      case HASH -> BY_HASH;
      case MOST_RECENT -> LATEST_FIRST.thenComparing(BY_HASH);
    };
  }

  /** The edges that layer {@code l} hears, the first being 0. */
  List<EdgeEvent> ofLayer(int l) {
    return first(sampling.fanout(l));
  }

  /** The edges that any of so many layers hears. */
  List<EdgeEvent> ofAnyLayer(int layers) {
    int most = 0;
    for (int l = 0; l < layers; l++) {
      most = Math.max(most, sampling.fanout(l));
    }
    return first(most);
  }

  private List<EdgeEvent> first(int most) {
    return byTarget.values().stream()
        .flatMap(drawn -> drawn.stream().limit(most))
        .map(Drawn::edge)
        .toList();
  }

  private static byte[] utf8(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }
}
