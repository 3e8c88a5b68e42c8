// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Graphs that are to be classified. The vertices of all of them stand in one graph, those of a
 * graph side by side.
 *
 * @param graph both directions of each undirected edge; none leads from one graph to another
 * @param vertices a block for each graph
 * @param features vertices x width
 * @param labelWidth how many columns, the first ones, stand for vertex labels; the others are
 *     attributes
 * @param names one a graph
 * @param labels one a graph, from 0 to classes - 1
 * @param folds one a graph: that in which it is tested, from 0; -1 of none
 */
public record GraphDataSet(
    InNeighbors graph,
    Blocks vertices,
    SparseMatrix features,
    int labelWidth,
    List<String> names,
    int[] labels,
    int classes,
    int[] folds) {

  /** How many graphs there are. */
  public int count() {
    return labels.length;
  }

  /** How many folds there are. */
  public int foldCount() {
    return IntStream.of(folds).max().orElse(-1) + 1;
  }

  /** The graphs of a fold, in ascending order. */
  public int[] fold(int fold) {
    return IntStream.range(0, count()).filter(g -> folds[g] == fold).toArray();
  }

  /** The graphs of more vertices than {@code limit}, in ascending order. */
  public int[] above(int limit) {
    return IntStream.range(0, count()).filter(g -> vertices.size(g) > limit).toArray();
  }
}
