// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes file, held in memory: ids in the order of the file, labels, sparse features. */
final class Vertices {

  /**
   * One vertex.
   *
   * @param label empty when not given
   * @param features null when not given
   */
  record Vertex(String id, String label, SparseRow features) {}

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<Vertex> vertices = new ArrayList<>();
  private int dimension;

  static Vertices read(Path path) {
    Vertices all = new Vertices();
    try (CsvFile file = CsvFile.open(path)) {
      int id = file.column("node");
      int label = file.optionalColumn("label");
      int features = file.optionalColumn("features");
      while (file.next()) {
        all.add(file, file.requiredCell(id), file.cell(label), file.cell(features));
      }
    }
    return all;
  }

  private void add(CsvFile file, String id, String label, String features) {
    if (numbers.putIfAbsent(id, vertices.size()) != null) {
      throw file.bad("the vertex '" + id + "' is given twice");
    }
    SparseRow row = features.isEmpty() ? null : SparseRow.parse(file, features);
    if (row != null) {
      dimension = Math.max(dimension, row.dimension());
    }
    vertices.add(new Vertex(id, label, row));
  }

  int count() {
    return vertices.size();
  }

  /** One more than the largest index that occurs; 0 when no vertex has features. */
  int dimension() {
    return dimension;
  }

  Vertex get(int number) {
    return vertices.get(number);
  }

  /** The number of a vertex, or -1. */
  int numberOf(String id) {
    return numbers.getOrDefault(id, -1);
  }
}
