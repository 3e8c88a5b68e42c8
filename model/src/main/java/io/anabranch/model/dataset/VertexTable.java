// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.SparseMatrix;

/** The features of vertices, in the order of their places. */
final class VertexTable {

  private final int[] rowAt; // the row of the table, by place
  private final Classes labels;
  private final SparseMatrix attributes; // null: not wanted

  VertexTable(Table nodes, int[] place, VertexFeatures wanted) {
    this.rowAt = new int[place.length];
    for (int r = 0; r < place.length; r++) {
      rowAt[place[r]] = r;
    }
    this.labels = Classes.read(nodes, true);
    this.attributes = wanted == VertexFeatures.LABELS ? null : SparseColumn.read(nodes, "features");
  }

  int labelWidth() {
    return labels.count();
  }

  SparseMatrix features() {
    int n = rowAt.length;
    int[] offsets = new int[n + 1];
    for (int v = 0; v < n; v++) {
      int row = rowAt[v];
      offsets[v + 1] = offsets[v] + (labels.of()[row] < 0 ? 0 : 1) + attributesOf(row);
    }
    int[] columnOf = new int[offsets[n]];
    float[] values = new float[offsets[n]];
    for (int v = 0; v < n; v++) {
      fill(rowAt[v], offsets[v], columnOf, values);
    }
    int width = labels.count() + (attributes == null ? 0 : attributes.columns());
    return SparseMatrix.of(n, width, offsets, columnOf, values);
  }

  private int attributesOf(int row) {
    return attributes == null ? 0 : attributes.offsets()[row + 1] - attributes.offsets()[row];
  }

  private void fill(int row, int at, int[] columnOf, float[] values) {
    int next = at;
    if (labels.of()[row] >= 0) {
      columnOf[next] = labels.of()[row];
      values[next++] = 1;
    }
    for (int k = 0; k < attributesOf(row); k++) {
      int e = attributes.offsets()[row] + k;
      columnOf[next] = labels.count() + attributes.columnOf()[e];
      values[next++] = attributes.values()[e];
    }
  }
}
