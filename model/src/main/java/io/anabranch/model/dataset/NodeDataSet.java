// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;

/**
 * A graph whose vertices are to be classified.
 *
 * @param graph both directions of each undirected edge
 * @param features vertices x width, as given
 * @param labels one a vertex, from 0 to classes - 1; -1 where there is none
 * @param train vertices to learn from; likewise {@code validation} and {@code test}
 */
public record NodeDataSet(
    InNeighbors graph,
    SparseMatrix features,
    int[] labels,
    int classes,
    int[] train,
    int[] validation,
    int[] test) {

  /**
   * How many vertices have no feature at all: few where a row of zeros is a feature row, most where
   * features were not to be had.
   */
  public int verticesWithoutFeatures() {
    int without = 0;
    for (int r = 0; r < features.rows(); r++) {
      without += features.offsets()[r] == features.offsets()[r + 1] ? 1 : 0;
    }
    return without;
  }

  /** Each row of the features divided by its sum; a row that sums to 0 stays as it is. */
  public SparseMatrix rowNormalisedFeatures() {
    float[] values = features.values().clone();
    for (int r = 0; r < features.rows(); r++) {
      int from = features.offsets()[r];
      int to = features.offsets()[r + 1];
      double sum = 0;
      for (int e = from; e < to; e++) {
        sum += values[e];
      }
      for (int e = from; sum != 0 && e < to; e++) {
        values[e] = (float) (values[e] / sum);
      }
    }
    return features.withValues(values);
  }

  /**
   * The data set as if these vertices and their edges had never been; the others keep their order.
   *
   * @throws IllegalArgumentException when one of them is not a vertex
   */
  public NodeDataSet without(int... removed) {
    return Remaining.after(removed, labels.length).of(this);
  }
}
