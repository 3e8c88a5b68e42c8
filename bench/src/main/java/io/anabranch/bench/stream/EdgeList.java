// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.connectors.dataset.DataSetOptions;
import io.anabranch.connectors.dataset.DataSetOptions.Placement;
import io.anabranch.connectors.dataset.GraphDataSet;
import io.anabranch.pipeline.prequential.Interaction;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The edges of a data set, in its order, which is that of time. Vertices are numbered as they come.
 *
 * @param names of the vertices, by number
 */
record EdgeList(List<Interaction> edges, List<String> names) {

  EdgeList {
    edges = List.copyOf(edges);
    names = List.copyOf(names);
  }

  /**
   * @throws io.anabranch.connectors.dataset.DataSetException when the files are not as they should
   */
  static EdgeList read(Path directory) {
    Map<String, Integer> numbers = new HashMap<>();
    DataSetOptions options = new DataSetOptions(0, Placement.FIRST, false, false);
    try (Stream<GraphEvent> events = GraphDataSet.open(directory).events(options)) {
      List<Interaction> edges =
          events
              .filter(EdgeEvent.class::isInstance)
              .map(event -> interaction((EdgeEvent) event, numbers))
              .toList();
      String[] names = new String[numbers.size()];
      numbers.forEach((name, number) -> names[number] = name);
      return new EdgeList(edges, Arrays.asList(names));
    }
  }

  private static Interaction interaction(EdgeEvent edge, Map<String, Integer> numbers) {
    return new Interaction(
        number(edge.src(), numbers), number(edge.dst(), numbers), edge.timestamp());
  }

  private static int number(String name, Map<String, Integer> numbers) {
    Integer known = numbers.putIfAbsent(name, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  int size() {
    return edges.size();
  }

  Interaction edge(int i) {
    return edges.get(i);
  }

  /** The first so many edges. */
  EdgeList head(int count) {
    return new EdgeList(edges.subList(0, Math.min(count, size())), names);
  }

  /** All that are acted on, ascending. */
  int[] destinations() {
    return edges.stream().mapToInt(Interaction::dst).distinct().sorted().toArray();
  }

  /** Whether no vertex is both a source and a destination. */
  boolean isBipartite() {
    boolean[] acts = new boolean[names.size()];
    edges.forEach(edge -> acts[edge.src()] = true);
    return edges.stream().noneMatch(edge -> acts[edge.dst()]);
  }
}
