// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.graph.InNeighbors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads a directory of {@code nodes.csv.gz} (node, label, split, features) and {@code edges.csv.gz}
 * (src, dst; each undirected edge once). split is train, val, test or none; a label is empty or -1
 * where there is none; features are {@code index:value} pairs, or as many numbers in each row.
 */
public final class NodeDataSetReader {

  /** More is a mistake in the file, and the logits would not fit into memory. */
  private static final int LARGEST_LABEL = (1 << 16) - 1;

  private static final Set<String> SPLITS = Set.of("train", "val", "test", "none", "");

  private final Table nodes;
  private final Table edges;

  private NodeDataSetReader(Path directory) {
    this.nodes = Table.read(directory.resolve("nodes.csv.gz"));
    this.edges = Table.read(directory.resolve("edges.csv.gz"));
  }

  /**
   * @throws DataSetException when a file is missing, or not what the format says
   */
  public static NodeDataSet read(Path directory) {
    return new NodeDataSetReader(directory).read();
  }

  /**
   * The graph alone, for which columns {@code node}, {@code src} and {@code dst} are enough: both
   * directions of each edge.
   *
   * @throws DataSetException when a file is missing, or not what the format says
   */
  public static InNeighbors readGraph(Path directory) {
    return new NodeDataSetReader(directory).graph();
  }

  private NodeDataSet read() {
    int[] labels = labels();
    int classes = IntStream.of(labels).max().orElse(-1) + 1;
    List<String> splits = nodes.column("split");
    for (int r = 0; r < splits.size(); r++) {
      if (!SPLITS.contains(splits.get(r))) {
        throw nodes.error(r, "split is train, val, test or none; got '" + splits.get(r) + "'");
      }
    }
    return new NodeDataSet(
        graph(),
        SparseColumn.read(nodes, "features"),
        labels,
        classes,
        rows("train", splits, labels),
        rows("val", splits, labels),
        rows("test", splits, labels));
  }

  private int[] labels() {
    List<String> cells = nodes.column("label");
    int[] labels = new int[cells.size()];
    for (int r = 0; r < labels.length; r++) {
      labels[r] = cells.get(r).isEmpty() ? -1 : nodes.integer("label", r, cells.get(r));
      if (labels[r] < -1 || labels[r] > LARGEST_LABEL) {
        throw nodes.error(
            r,
            "a label lies from 0 to %d, or is -1 for none; got %d"
                .formatted(LARGEST_LABEL, labels[r]));
      }
    }
    return labels;
  }

  private int[] rows(String split, List<String> splits, int[] labels) {
    int[] rows =
        IntStream.range(0, labels.length).filter(r -> splits.get(r).equals(split)).toArray();
    for (int r : rows) {
      if (labels[r] < 0) {
        throw nodes.error(r, "a vertex of split " + split + " has a label; got none");
      }
    }
    return rows;
  }

  private InNeighbors graph() {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> names = nodes.column("node");
    for (int r = 0; r < names.size(); r++) {
      if (numbers.put(names.get(r), r) != null) {
        throw nodes.error(r, "a vertex stands once; got '" + names.get(r) + "' again");
      }
    }
    int[] src = ends("src", numbers);
    int[] dst = ends("dst", numbers);
    int count = src.length;
    int[] both = new int[2 * count];
    int[] reversed = new int[2 * count];
    for (int e = 0; e < count; e++) {
      both[e] = src[e];
      both[count + e] = dst[e];
      reversed[e] = dst[e];
      reversed[count + e] = src[e];
    }
    return InNeighbors.of(names.size(), both, reversed);
  }

  private int[] ends(String column, Map<String, Integer> numbers) {
    List<String> cells = edges.column(column);
    int[] ends = new int[cells.size()];
    for (int e = 0; e < ends.length; e++) {
      Integer vertex = numbers.get(cells.get(e));
      if (vertex == null) {
        throw edges.error(e, column + " is a vertex of nodes.csv.gz; got '" + cells.get(e) + "'");
      }
      ends[e] = vertex;
    }
    return ends;
  }
}
