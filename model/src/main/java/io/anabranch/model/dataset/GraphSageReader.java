// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import com.fasterxml.jackson.core.JsonToken;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.InNeighbors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Reads the files in which GraphSAGE's data sets are published (Hamilton et al. 2017), PPI for
 * example: {@code ppi-G.json}, vertices and edges as networkx 1 writes them, an edge's ends being
 * positions in the list of vertices; {@code ppi-id_map.json}, the row of features of each id;
 * {@code ppi-class_map.json}, a list of 0 and 1 for each id, or the number of its only label; and
 * {@code ppi-feats.npy}. A vertex is numbered by its row.
 */
public final class GraphSageReader {

  private final Path directory;
  private final String name;
  private final Path graphFile;
  private final Path idFile;

  private GraphSageReader(Path directory, String name) {
    this.directory = directory;
    this.name = name;
    this.graphFile = file("-G.json");
    this.idFile = file("-id_map.json");
  }

  /**
   * @param name that the files begin with, {@code ppi} for example
   * @throws DataSetException when a file is missing, or not what the format says
   */
  public static MultiLabelDataSet read(Path directory, String name) {
    return new GraphSageReader(directory, name).read();
  }

  private Path file(String ending) {
    return directory.resolve(name + ending);
  }

  private MultiLabelDataSet read() {
    NodeLink links = NodeLink.read(graphFile);
    int[] rows = rows(links);
    Matrix features = NpyFile.read(file("-feats.npy"));
    if (features.rows() != rows.length) {
      throw error(
          file("-feats.npy"),
          "a row for each of the " + rows.length + " vertices; got " + features.shape());
    }
    return new MultiLabelDataSet(
        graph(links, rows),
        features,
        new ClassMap(file("-class_map.json")).targets(links, rows),
        vertices(links, rows, v -> !v.validation() && !v.test()),
        vertices(links, rows, v -> v.validation() && !v.test()),
        vertices(links, rows, NodeLink.Vertex::test));
  }

  /** The row of each vertex in the order of the graph file: each from 0 to n - 1, once. */
  private int[] rows(NodeLink links) {
    Map<String, Integer> rowOf =
        JsonFile.readMap(
            idFile,
            (parser, id) -> {
              if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw error(idFile, "a whole number for id '" + id + "'");
              }
              return parser.getIntValue();
            });
    int n = links.vertices().size();
    int[] rows = new int[n];
    boolean[] taken = new boolean[n];
    for (int p = 0; p < n; p++) {
      String id = links.vertices().get(p).id();
      Integer row = rowOf.get(id);
      if (row == null || row < 0 || row >= n || taken[row]) {
        throw error(
            idFile, "id '%s' has a row from 0 to %d of its own; got %s".formatted(id, n - 1, row));
      }
      taken[row] = true;
      rows[p] = row;
    }
    return rows;
  }

  private InNeighbors graph(NodeLink links, int[] rows) {
    int count = links.src().length;
    int[] src = new int[links.directed() ? count : 2 * count];
    int[] dst = new int[src.length];
    int edges = 0;
    for (int e = 0; e < count; e++) {
      int from = row(links.src()[e], rows, e);
      int to = row(links.dst()[e], rows, e);
      src[edges] = from;
      dst[edges++] = to;
      if (!links.directed() && from != to) {
        src[edges] = to;
        dst[edges++] = from;
      }
    }
    return InNeighbors.of(rows.length, Arrays.copyOf(src, edges), Arrays.copyOf(dst, edges));
  }

  private int row(int position, int[] rows, int edge) {
    if (position < 0 || position >= rows.length) {
      throw error(
          graphFile,
          "link %d joins positions from 0 to %d; got %d"
              .formatted(edge, rows.length - 1, position));
    }
    return rows[position];
  }

  private static int[] vertices(NodeLink links, int[] rows, Predicate<NodeLink.Vertex> which) {
    return IntStream.range(0, rows.length)
        .filter(p -> which.test(links.vertices().get(p)))
        .map(p -> rows[p])
        .sorted()
        .toArray();
  }

  static DataSetException error(Path file, String expected) {
    return new DataSetException(file.getFileName() + ": " + expected);
  }
}
