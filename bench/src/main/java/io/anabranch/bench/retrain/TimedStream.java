// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.retrain;

import io.anabranch.connectors.dataset.DataSetOptions;
import io.anabranch.connectors.dataset.DataSetOptions.Placement;
import io.anabranch.connectors.dataset.GraphDataSet;
import io.anabranch.connectors.dataset.NumberedEdges;
import io.anabranch.model.sampling.Pairs;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A data set as a stream, cut in time. All vertices have hash features; edges have no weights, and
 * their numbers as ids.
 *
 * @param before the vertices, and the first edges
 * @param later the edges that follow, up to the end of validation
 */
record TimedStream(List<GraphEvent> before, List<EdgeEvent> later) {

  private static final double VALIDATION = 0.70; // begins after that share of the edges
  private static final double TEST = 0.85; // is never looked at

  static TimedStream read(Path directory, int width) {
    DataSetOptions options = new DataSetOptions(width, Placement.FIRST, false, false);
    List<GraphEvent> others = new ArrayList<>();
    List<EdgeEvent> edges = new ArrayList<>();
    try (Stream<GraphEvent> events =
        NumberedEdges.of(GraphDataSet.open(directory).events(options))) {
      events.forEach(
          event -> {
            if (event instanceof EdgeEvent edge) {
              edges.add(edge);
            } else {
              others.add(event);
            }
          });
    }
    int validation = begin(edges, VALIDATION);
    others.addAll(edges.subList(0, validation));
    return new TimedStream(others, List.copyOf(edges.subList(validation, begin(edges, TEST))));
  }

  /** Where that share of the edges ends; those of one timestamp are never parted. */
  private static int begin(List<EdgeEvent> edges, double share) {
    int at = (int) Math.round(edges.size() * share);
    while (at > 0 && edges.get(at - 1).timestamp() == edges.get(at).timestamp()) {
      at--;
    }
    return at;
  }

  /** The edges that follow, by the vertices' numbers in a snapshot of what was before. */
  Pairs later(GraphSnapshot snapshot) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String vertex : snapshot.vertices()) {
      numbers.put(vertex, numbers.size());
    }
    return new Pairs(
        later.stream().mapToInt(edge -> numbers.get(edge.src())).toArray(),
        later.stream().mapToInt(edge -> numbers.get(edge.dst())).toArray());
  }
}
