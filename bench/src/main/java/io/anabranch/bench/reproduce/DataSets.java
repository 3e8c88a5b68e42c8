// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The data sets below one folder, each read once. */
public final class DataSets {

  private final Path root;
  private final Map<String, NodeDataSet> vertices = new ConcurrentHashMap<>();

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

  /** A set for vertex classification. */
  public NodeDataSet vertices(String name) {
    return vertices.computeIfAbsent(name, n -> NodeDataSetReader.read(path(n)));
  }
}
