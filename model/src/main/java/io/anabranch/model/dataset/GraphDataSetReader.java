// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.graph.InNeighbors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads a directory of {@code graphs.csv.gz} (graph, label, fold), {@code nodes.csv.gz} (node,
 * graph, label, features) and {@code edges.csv.gz} (src, dst; each undirected edge once). A graph's
 * label is a whole number from 0, the classes are those that occur, in ascending order; a fold is
 * counted from 1, or empty. A vertex label is a whole number from 0, or empty; features are {@code
 * index:value} pairs, the widest row gives the width.
 */
public final class GraphDataSetReader {

  private final Table graphs;
  private final Table nodes;
  private final Table edges;

  private GraphDataSetReader(Path directory) {
    this.graphs = Table.read(directory.resolve("graphs.csv.gz"));
    this.nodes = Table.read(directory.resolve("nodes.csv.gz"));
    this.edges = Table.read(directory.resolve("edges.csv.gz"));
  }

  /**
   * @throws DataSetException when a file is missing, or not what the format says
   */
  public static GraphDataSet read(Path directory, VertexFeatures features) {
    return new GraphDataSetReader(directory).read(features);
  }

  private GraphDataSet read(VertexFeatures wanted) {
    List<String> names = graphs.column("graph");
    int[] graphOf = graphOf(Ends.numbers(graphs, names, "a graph"));
    Blocks vertices = vertices(names, graphOf);
    int[] place = places(vertices, graphOf); // of each row of nodes.csv.gz among the vertices
    Classes labels = Classes.read(graphs, false);
    VertexTable table = new VertexTable(nodes, place, wanted);
    return new GraphDataSet(
        graph(graphOf, place),
        vertices,
        table.features(),
        table.labelWidth(),
        names,
        labels.of(),
        labels.count(),
        folds());
  }

  private int[] graphOf(Map<String, Integer> numbers) {
    List<String> cells = nodes.column("graph");
    int[] graphOf = new int[cells.size()];
    for (int r = 0; r < graphOf.length; r++) {
      Integer graph = numbers.get(cells.get(r));
      if (graph == null) {
        throw nodes.error(r, "graph is one of graphs.csv.gz; got '" + cells.get(r) + "'");
      }
      graphOf[r] = graph;
    }
    return graphOf;
  }

  private Blocks vertices(List<String> names, int[] graphOf) {
    int[] sizes = new int[names.size()];
    for (int graph : graphOf) {
      sizes[graph]++;
    }
    for (int g = 0; g < sizes.length; g++) {
      if (sizes[g] == 0) {
        String message = "a graph has at least one vertex; graph '%s' has none in nodes.csv.gz";
        throw graphs.error(g, message.formatted(names.get(g)));
      }
    }
    return Blocks.of(sizes);
  }

  /** By graph, within a graph in the order of the file. */
  private static int[] places(Blocks vertices, int[] graphOf) {
    int[] next = IntStream.range(0, vertices.count()).map(vertices::start).toArray();
    int[] places = new int[graphOf.length];
    for (int r = 0; r < places.length; r++) {
      places[r] = next[graphOf[r]]++;
    }
    return places;
  }

  private int[] folds() {
    List<String> cells = graphs.column("fold");
    int[] folds = new int[cells.size()];
    for (int g = 0; g < folds.length; g++) {
      folds[g] = cells.get(g).isEmpty() ? -1 : graphs.integer("fold", g, cells.get(g)) - 1;
      if (folds[g] < 0 && !cells.get(g).isEmpty()) {
        throw graphs.error(g, "a fold is at least 1, or empty; got " + cells.get(g));
      }
    }
    return folds;
  }

  private InNeighbors graph(int[] graphOf, int[] place) {
    List<String> names = nodes.column("node");
    Map<String, Integer> rows = Ends.numbers(nodes, names, "a vertex");
    int[] src = Ends.read(edges, "src", rows);
    int[] dst = Ends.read(edges, "dst", rows);
    int count = src.length;
    int[] from = new int[2 * count];
    int[] to = new int[2 * count];
    for (int e = 0; e < count; e++) {
      if (graphOf[src[e]] != graphOf[dst[e]]) {
        String message = "an edge stays within a graph; got one from graph %s to graph %s";
        List<String> graph = nodes.column("graph");
        throw edges.error(e, message.formatted(graph.get(src[e]), graph.get(dst[e])));
      }
      from[e] = to[count + e] = place[src[e]];
      to[e] = from[count + e] = place[dst[e]];
    }
    return InNeighbors.of(names.size(), from, to);
  }
}
