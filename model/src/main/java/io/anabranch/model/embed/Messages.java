// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.kernel.FixedPoint;
import io.anabranch.model.layer.Aggregator;
import io.anabranch.model.layer.SumAggregator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The messages of every vertex in one layer, as sent and as quantised. Threads may store different
 * vertices at once.
 *
 * <p>Quanta are kept for sums alone, as ints, which halves what a gather has to read. A row that
 * has an element of 2^7 or more does not fit, is marked {@link #WIDE}, and is quantised again for
 * each edge.
 */
final class Messages {

  /** The {@link #bound} of a row whose quanta do not fit an int. */
  static final int WIDE = Integer.MAX_VALUE;

  final int width;
  final float[] values; // vertices x width
  final int[] quanta; // vertices x width; of no meaning where the row is wide
  private final int[] bounds;
  private final AtomicLong nonFinite = new AtomicLong();

  private Messages(int width, float[] values, int[] quanta, int[] bounds) {
    this.width = width;
    this.values = values;
    this.quanta = quanta;
    this.bounds = bounds;
  }

  /** The messages of that many vertices, to be filled in, or of h as it is where it is sent. */
  static Messages of(Aggregator aggregator, float[] h, int vertices) {
    int width = aggregator.messageWidth();
    float[] values = aggregator.sendsFeatures() ? h : new float[vertices * width];
    boolean summed = aggregator instanceof SumAggregator;
    return new Messages(
        width, values, new int[summed ? vertices * width : 0], new int[summed ? vertices : 0]);
  }

  /** Stores the messages of the vertices {@code first .. first + rows - 1}. */
  void store(float[] block, int first, int rows, int replaced) {
    System.arraycopy(block, 0, values, first * width, rows * width);
    nonFinite.addAndGet(replaced);
  }

  /** How many elements were not finite and became 0. */
  long nonFinite() {
    return nonFinite.get();
  }

  /** No quantum of v is larger in magnitude, nor as large where this is {@link #WIDE}. */
  int bound(int v) {
    return bounds[v];
  }

  /** Quantises the values of the vertices {@code first .. first + rows - 1}, if they are summed. */
  void quantise(int first, int rows) {
    if (bounds.length == 0) {
      return;
    }
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
