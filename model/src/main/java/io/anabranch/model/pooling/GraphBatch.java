// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.device.SparseMatrix;
import java.util.List;

/**
 * Some graphs as one.
 *
 * @param level their vertices and edges
 * @param features of the vertices
 * @param labels of the graphs
 * @param coarser for pooling that is not learnt: each clusters the one before
 */
record GraphBatch(SparseLevel level, Signal features, int[] labels, List<Coarser> coarser) {

  /**
   * @param assignment vertices x clusters, a one in each row
   */
  record Coarser(SparseMatrix assignment, SparseLevel level) {}

  int count() {
    return labels.length;
  }
}
