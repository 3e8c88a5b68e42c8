// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.GraphDataSetReader;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The data sets below one folder, each read once. */
public final class DataSets {

  private final Path root;
  private final Map<String, NodeDataSet> vertices = new ConcurrentHashMap<>();
  private final Map<String, InNeighbors> graphs = new ConcurrentHashMap<>();
  private final Map<String, GraphDataSet> sets = new ConcurrentHashMap<>();

  public DataSets(Path root) {
    this.root = root;
  }

  /** Whether there is such a folder. */
  public boolean has(String name) {
    return Files.isDirectory(root.resolve(name));
  }

  /** The folder of a data set. */
  public Path path(String name) {
    return root.resolve(name);
  }

  /** A graph without features and labels. */
  public InNeighbors graph(String name) {
    return graphs.computeIfAbsent(name, n -> NodeDataSetReader.readGraph(path(n)));
  }

  /** Graphs to be classified. */
  public GraphDataSet graphs(String name, VertexFeatures features) {
    return sets.computeIfAbsent(
        name + " " + features, key -> GraphDataSetReader.read(path(name), features));
  }

  /** A set for vertex classification. */
  public NodeDataSet vertices(String name) {
    return vertices.computeIfAbsent(name, n -> NodeDataSetReader.read(path(n)));
  }

  /** Features, the elements of each row that has any summing to {@code sum}. */
  static SparseMatrix scaledRows(NodeDataSet data, float sum) {
    SparseMatrix x = data.rowNormalisedFeatures();
    float[] values = x.values().clone();
    for (int e = 0; e < values.length; e++) {
      values[e] *= sum;
    }
    return x.withValues(values);
  }
}
