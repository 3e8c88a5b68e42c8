// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.Degree;
import io.anabranch.model.layer.SageLayer;

/** By what the messages of a layer are divided, and what vertices tell themselves. */
final class Degrees {

  private final double[] scales; // null: nothing is divided

  private Degrees(double[] scales) {
    this.scales = scales;
  }

  /**
   * Those of what that layer hears.
   *
   * @param graph what the layer hears
   */
  static Degrees of(InNeighbors graph, SageLayer layer) {
    if (!layer.isNormalisedByDegree()) {
      return new Degrees(null);
    }
    double[] scales = new double[graph.vertexCount()];
    for (int v = 0; v < scales.length; v++) {
      scales[v] = Degree.scale(of(graph, v));
    }
    return new Degrees(scales);
  }

  /** The weights of the in-edges of a vertex together, in quanta. */
  static long of(InNeighbors graph, int v) {
    long quanta = 0;
    for (int e = graph.start(v), end = graph.end(v); e < end; e++) {
      quanta += FixedPoint.quantise(graph.weight(e));
    }
    return quanta;
  }

  /** Scales the rows of a block, those of the vertices {@code first .. first + rows - 1}. */
  void scale(float[] block, int first, int rows, int width) {
    if (scales != null) {
      for (int r = 0; r < rows; r++) {
        Degree.scale(block, r * width, width, scales[first + r]);
      }
    }
  }
}
