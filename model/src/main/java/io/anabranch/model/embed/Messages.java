// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.kernel.FixedPoint;

/**
 * The messages of every vertex in one layer, as sent and as quantised. Threads may store different
 * vertices at once.
 *
 * <p>Quanta are ints here, which halves what a gather has to read. A row that has an element of 2^7
 * or more does not fit, is marked {@link #WIDE}, and is quantised again for each edge.
 */
final class Messages {

  /** The {@link #bound} of a row whose quanta do not fit an int. */
  static final int WIDE = Integer.MAX_VALUE;

  final int width;
  final float[] values; // vertices x width
  final int[] quanta; // vertices x width; of no meaning where the row is wide
  private final int[] bounds;

  Messages(int vertices, int width, float[] values) {
    this.width = width;
    this.values = values;
    this.quanta = new int[vertices * width];
    this.bounds = new int[vertices];
  }

  /** No quantum of v is larger in magnitude, nor as large where this is {@link #WIDE}. */
  int bound(int v) {
    return bounds[v];
  }

  /** Quantises the values of the vertices {@code first .. first + rows - 1}. */
  void quantise(int first, int rows) {
    for (int v = first; v < first + rows; v++) {
      bounds[v] = quantiseRow(v * width);
    }
  }

  private int quantiseRow(int off) {
    long bound = 0;
    for (int i = off; i < off + width; i++) {
      long q = FixedPoint.quantise(values[i]);
      quanta[i] = (int) q;
      bound |= Math.abs(q);
    }
    return (int) Math.min(bound, WIDE); // the bits of all magnitudes together: no less than any
  }
}
