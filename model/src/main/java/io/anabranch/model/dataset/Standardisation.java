// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.SparseMatrix;

/**
 * Brings attributes to mean 0 and standard deviation 1, as they are over the graphs to learn from:
 * the others play no part in it. Columns of labels stay as they are; so does the scale of a column
 * that does not vary.
 */
public final class Standardisation {

  private final GraphDataSet data;
  private final int width;
  private final int attributes;
  private final double[] sums;
  private final double[] squares;
  private long vertices;

  private Standardisation(GraphDataSet data) {
    this.data = data;
    this.width = data.features().columns();
    this.attributes = width - data.labelWidth();
    this.sums = new double[width];
    this.squares = new double[width];
  }

  /** All vertices' features; every attribute of every vertex is an entry. */
  public static SparseMatrix by(GraphDataSet data, int[] graphs) {
    if (data.features().columns() == data.labelWidth()) {
      return data.features();
    }
    Standardisation standardisation = new Standardisation(data);
    for (int g : graphs) {
      standardisation.learn(data.vertices().start(g), data.vertices().end(g));
    }
    return standardisation.apply();
  }

  private void learn(int from, int to) {
    SparseMatrix x = data.features();
    for (int e = x.offsets()[from]; e < x.offsets()[to]; e++) {
      sums[x.columnOf()[e]] += x.values()[e];
      squares[x.columnOf()[e]] += (double) x.values()[e] * x.values()[e];
    }
    vertices += to - from;
  }

  private SparseMatrix apply() {
    SparseMatrix x = data.features();
    int[] offsets = new int[x.rows() + 1];
    for (int v = 0; v < x.rows(); v++) {
      offsets[v + 1] = offsets[v] + labelEntries(v) + attributes;
    }
    int[] columnOf = new int[offsets[x.rows()]];
    float[] values = new float[columnOf.length];
    for (int v = 0; v < x.rows(); v++) {
      fill(v, offsets[v], columnOf, values);
    }
    return SparseMatrix.of(x.rows(), width, offsets, columnOf, values);
  }

  private int labelEntries(int v) {
    int count = 0;
    for (int e = data.features().offsets()[v]; e < data.features().offsets()[v + 1]; e++) {
      count += data.features().columnOf()[e] < data.labelWidth() ? 1 : 0;
    }
    return count;
  }

  private void fill(int v, int at, int[] columnOf, float[] values) {
    SparseMatrix x = data.features();
    double[] given = new double[width];
    int next = at;
    for (int e = x.offsets()[v]; e < x.offsets()[v + 1]; e++) {
      int column = x.columnOf()[e];
      given[column] = x.values()[e];
      if (column < data.labelWidth()) {
        columnOf[next] = column;
        values[next++] = x.values()[e];
      }
    }
    for (int column = data.labelWidth(); column < width; column++) {
      columnOf[next] = column;
      values[next++] = (float) ((given[column] - mean(column)) / deviation(column));
    }
  }

  private double mean(int column) {
    return sums[column] / Math.max(1, vertices);
  }

  private double deviation(int column) {
    double mean = mean(column);
    double deviation = Math.sqrt(squares[column] / Math.max(1, vertices) - mean * mean);
    return deviation > 0 ? deviation : 1; // NaN is not above 0 either
  }
}
