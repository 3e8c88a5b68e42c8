// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.SparseMatrix;
import java.util.Arrays;

/**
 * A clustering that is not learnt.
 *
 * @param clusterOf each vertex's cluster
 * @param coarse the clusters, and between them the sums of the weights of the edges they stand for
 */
record Clustering(int[] clusterOf, GraphUnion coarse) {

  /**
   * S of chosen graphs: vertices x clusters, a one in each row.
   *
   * @param fine what was clustered
   */
  SparseMatrix assignment(GraphUnion fine, int[] graphs) {
    Blocks vertices = fine.blocks(graphs);
    Blocks clusters = coarse.blocks(graphs);
    int[] offsets = new int[vertices.rows() + 1];
    int[] columnOf = new int[vertices.rows()];
    for (int i = 0; i < graphs.length; i++) {
      int shift = clusters.start(i) - coarse.vertices().start(graphs[i]);
      int first = fine.vertices().start(graphs[i]);
      for (int k = 0; k < vertices.size(i); k++) {
        int at = vertices.start(i) + k;
        offsets[at + 1] = at + 1;
        columnOf[at] = clusterOf[first + k] + shift;
      }
    }
    float[] ones = new float[columnOf.length];
    Arrays.fill(ones, 1f);
    return SparseMatrix.of(vertices.rows(), clusters.rows(), offsets, columnOf, ones);
  }
}
