// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

/**
 * The parts of a stream: edges {@code 0 .. train - 1}, {@code train .. validation - 1}, and from
 * there to the end, the test.
 */
record Split(int train, int validation, int end) {

  /**
   * 70 / 15 / 15 by time, as TGB splits: an edge is of the first part whose quantile of all times
   * is not below its time.
   *
   * @param edges in the order of time
   */
  static Split of(EdgeList edges) {
    return new Split(
        upTo(edges, quantile(edges, 0.70)), upTo(edges, quantile(edges, 0.85)), edges.size());
  }

  /** Linear between the two edges next to it. */
  private static double quantile(EdgeList edges, double share) {
    double at = share * (edges.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, edges.size() - 1);
    double low = edges.edge(below).time();
    return low + (at - below) * (edges.edge(above).time() - low);
  }

  private static int upTo(EdgeList edges, double time) {
    int count = 0;
    while (count < edges.size() && edges.edge(count).time() <= time) {
      count++;
    }
    return count;
  }

  /** Which part an edge is of. */
  Part part(int edge) {
    return edge < train ? Part.TRAIN : edge < validation ? Part.VALIDATION : Part.TEST;
  }

  /** How many edges a part has. */
  int size(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation - train;
      case TEST -> end - validation;
    };
  }

  /** The first edge after the part of this one. */
  int endOfPart(int edge) {
    return switch (part(edge)) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> end;
    };
  }
}
