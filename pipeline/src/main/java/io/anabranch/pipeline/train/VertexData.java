// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.SparseMatrix;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Data sets for vertex classification, and what they must have. */
final class VertexData {

  private VertexData() {}

  /**
   * One whose vertices have features and labels, brought to the widths of the model.
   *
   * @throws TrainingException when it is wider
   */
  static NodeDataSet read(Request request) {
    NodeDataSet data = read(request, true);
    require(data.classes() > 0, "labels in nodes.csv.gz; no vertex has one");
    return data;
  }

  /** The same, where labels play no part. */
  static NodeDataSet withFeatures(Request request) {
    return read(request, false);
  }

  private static NodeDataSet read(Request request, boolean labels) {
    NodeDataSet data = NodeDataSetReader.read(request.data());
    require(data.graph().vertexCount() > 0, "at least one vertex in nodes.csv.gz; there is none");
    require(data.features().columns() > 0, "features in nodes.csv.gz; no vertex has any");
    Widths own = new Widths(data.features().columns(), labels ? data.classes() : 0, 0);
    return widened(data, request.widths().over(own));
  }

  private static NodeDataSet widened(NodeDataSet data, Widths widths) {
    SparseMatrix x = data.features();
    return new NodeDataSet(
        data.graph(),
        SparseMatrix.of(x.rows(), widths.features(), x.offsets(), x.columnOf(), x.values()),
        data.labels(),
        Math.max(widths.classes(), data.classes()),
        data.train(),
        data.validation(),
        data.test());
  }

  static void requireTrainable(NodeDataSet data) {
    require(
        data.train().length > 0 && data.validation().length > 0,
        "vertices of the splits train and val, to learn from and to stop by; there are %d and %d"
            .formatted(data.train().length, data.validation().length));
  }

  static SortedMap<String, int[]> splits(NodeDataSet data) {
    SortedMap<String, int[]> splits = new TreeMap<>();
    splits.put("train", data.train());
    splits.put("validation", data.validation());
    splits.put("test", data.test());
    return splits;
  }

  static String describe(NodeDataSet data) {
    return String.format(
        Locale.ROOT,
        "%,d vertices, %,d directed edges, %,d features, %d classes; %,d to train, %,d to validate,"
            + " %,d to test",
        data.graph().vertexCount(),
        data.graph().edgeCount(),
        data.features().columns(),
        data.classes(),
        data.train().length,
        data.validation().length,
        data.test().length);
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new TrainingException("the data set: expected " + expected);
    }
  }
}
