// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link RowKernels#addWeightedBlocks} by the Vector API. A vector holds columns of one head, or of
 * two heads, each of half a vector; what fits in neither way is done column by column.
 */
final class VectorBlocks {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int L = LANES.length();
  private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(LANES, -1L << L / 2);

  private VectorBlocks() {}

  static void add(
      float[] weights,
      int heads,
      int[] edges,
      int from,
      int to,
      int[] rows,
      float[] matrix,
      float[] y,
      int yOff,
      int n) {
    int block = n / heads;
    int k = 0;
    for (; 2 * block == L && k + 2 <= heads; k += 2) {
      twoHeads(weights, heads, k, edges, from, to, rows, matrix, y, yOff, n, k * block);
    }
    for (; k < heads; k++) {
      int i = k * block;
      for (; i + L <= (k + 1) * block; i += L) {
        oneHead(weights, heads, k, edges, from, to, rows, matrix, y, yOff, n, i);
      }
      for (; i < (k + 1) * block; i++) {
        column(weights, heads, k, edges, from, to, rows, matrix, y, yOff, n, i);
      }
    }
  }

  private static void twoHeads(
      float[] weights,
      int heads,
      int k,
      int[] edges,
      int from,
      int to,
      int[] rows,
      float[] matrix,
      float[] y,
      int yOff,
      int n,
      int i) {
    FloatVector sum = FloatVector.fromArray(LANES, y, yOff + i);
    for (int p = from; p < to; p++) {
      int e = edges[p];
      FloatVector second = FloatVector.broadcast(LANES, weights[e * heads + k + 1]);
      FloatVector weight =
          FloatVector.broadcast(LANES, weights[e * heads + k]).blend(second, UPPER_HALF);
      sum = weight.fma(FloatVector.fromArray(LANES, matrix, rows[e] * n + i), sum);
    }
    sum.intoArray(y, yOff + i);
  }

  private static void oneHead(
      float[] weights,
      int heads,
      int k,
      int[] edges,
      int from,
      int to,
      int[] rows,
      float[] matrix,
      float[] y,
      int yOff,
      int n,
      int i) {
    FloatVector sum = FloatVector.fromArray(LANES, y, yOff + i);
    for (int p = from; p < to; p++) {
      int e = edges[p];
      FloatVector weight = FloatVector.broadcast(LANES, weights[e * heads + k]);
      sum = weight.fma(FloatVector.fromArray(LANES, matrix, rows[e] * n + i), sum);
    }
    sum.intoArray(y, yOff + i);
  }

  private static void column(
      float[] weights,
      int heads,
      int k,
      int[] edges,
      int from,
      int to,
      int[] rows,
      float[] matrix,
      float[] y,
      int yOff,
      int n,
      int i) {
    float sum = y[yOff + i];
    for (int p = from; p < to; p++) {
      int e = edges[p];
      sum = Math.fma(weights[e * heads + k], matrix[rows[e] * n + i], sum);
    }
    y[yOff + i] = sum;
  }
}
