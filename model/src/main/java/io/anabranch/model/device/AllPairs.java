// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import io.anabranch.model.kernel.RowKernels;
import java.util.Arrays;

/**
 * What {@link Device#addLogisticPairs} computes, for n rows in memory that grows with n alone: a
 * block of rows goes through all rows tile by tile. A tile's logits, 16 KiB, stay in the cache
 * while they become probabilities and then a share of the result. Chains of fma in float end with
 * the tile, what follows is added in double; so a row's bits depend on z alone, not on the threads.
 */
final class AllPairs {

  /** Rows of a tile. */
  private static final int WIDTH = 256;

  /** Rows of a block. */
  private static final int HEIGHT = 16;

  private final RowKernels kernels;
  private final int count;
  private final int columns;
  private final float[] rows;
  private final float[][] tiles; // rows x columns each
  private final float[][] transposed; // columns x rows each

  AllPairs(RowKernels kernels, Matrix z) {
    this.kernels = kernels;
    this.count = z.rows();
    this.columns = z.columns();
    this.rows = z.values();
    this.tiles = new float[(count + WIDTH - 1) / WIDTH][];
    this.transposed = new float[tiles.length][];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = slice(t * WIDTH, Math.min(count, (t + 1) * WIDTH));
      transposed[t] = transpose(tiles[t]);
    }
  }

  private float[] slice(int from, int to) {
    float[] slice = new float[(to - from) * columns];
    System.arraycopy(rows, from * columns, slice, 0, slice.length);
    return slice;
  }

  private float[] transpose(float[] tile) {
    int width = columns == 0 ? 0 : tile.length / columns;
    float[] turned = new float[tile.length];
    for (int r = 0; r < width; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * width + r] = tile[r * columns + c];
      }
    }
    return turned;
  }

  /** Adds to y, and returns the sum of the softplus of all pairs. */
  double run(Workers workers, Matrix y) {
    double[] sums = new double[(count + HEIGHT - 1) / HEIGHT];
    workers.run(
        sums.length,
        (long) count * count * (columns + 1),
        (from, to) -> {
          Block block = new Block();
          for (int b = from; b < to; b++) {
            sums[b] = block.run(b * HEIGHT, Math.min(count, (b + 1) * HEIGHT), y);
          }
        });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  /** A thread's own arrays. */
  private final class Block {

    private final float[] logits = new float[HEIGHT * WIDTH];
    private final float[] share = new float[HEIGHT * columns];
    private final double[] result = new double[HEIGHT * columns];

    double run(int from, int to, Matrix y) {
      Arrays.fill(result, 0);
      float[] own = slice(from, to);
      double sum = 0;
      for (int t = 0; t < tiles.length; t++) {
        sum += tile(own, to - from, t);
      }
      for (int i = 0; i < own.length; i++) {
        y.values()[from * columns + i] += (float) result[i];
      }
      return sum;
    }

    private double tile(float[] own, int height, int t) {
      int width = Math.min(count, (t + 1) * WIDTH) - t * WIDTH;
      Arrays.fill(logits, 0, height * width, 0f);
      kernels.multiplyAdd(height, own, columns, transposed[t], width, logits);
      double sum = 0;
      for (int r = 0; r < height; r++) {
        sum += kernels.logistic(logits, r * width, width);
      }
      Arrays.fill(share, 0f);
      kernels.multiplyAdd(height, logits, width, tiles[t], columns, share);
      for (int i = 0; i < own.length; i++) {
        result[i] += share[i];
      }
      return sum;
    }
  }
}
