// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.model.kernel.RowKernels;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that several others are compared with at once, each with each. They lie in panels, column by
 * column, so that a panel stays in the first cache while those that search go by, and the product
 * is that of the layers' kernel: for each pair a chain of fma in index order, the bits of {@link
 * io.anabranch.model.autoencoder.InnerProduct#logit}.
 */
final class RowPanels {

  /** Takes the scores of one that searches. */
  interface Scores {

    /**
     * Of a range of rows.
     *
     * @param query which of those that search
     * @param first number of the row whose score lies at {@code off}
     * @param count how many rows
     */
    void of(int query, int first, int count, float[] scores, int off);
  }

  private static final int ROWS = 64; // in a panel

  private final RowKernels kernels = RowKernels.best();
  private final int width;
  private final int count;
  private final float[][] panels; // each width x ROWS, the last one filled up with zeros

  /**
   * Copies them.
   *
   * @param rows all of one length
   */
  RowPanels(List<float[]> rows) {
    this.count = rows.size();
    this.width = rows.isEmpty() ? 0 : rows.get(0).length;
    this.panels = new float[(count + ROWS - 1) / ROWS][width * ROWS];
    for (int number = 0; number < count; number++) {
      float[] row = rows.get(number);
      float[] panel = panels[number / ROWS];
      for (int k = 0; k < width; k++) {
        panel[k * ROWS + number % ROWS] = row[k];
      }
    }
  }

  /**
   * Compares some with all rows.
   *
   * @param queries as long as the rows
   * @param visitor sees the rows of each in the order of their numbers
   */
  void compare(List<float[]> queries, Scores visitor) {
    float[] x = new float[queries.size() * width];
    for (int q = 0; q < queries.size(); q++) {
      System.arraycopy(queries.get(q), 0, x, q * width, width);
    }
    float[] y = new float[queries.size() * ROWS];
    for (int p = 0; p < panels.length; p++) {
      Arrays.fill(y, 0f);
      kernels.multiplyAdd(queries.size(), x, width, panels[p], ROWS, y);
      for (int q = 0; q < queries.size(); q++) {
        visitor.of(q, p * ROWS, Math.min(ROWS, count - p * ROWS), y, q * ROWS);
      }
    }
  }
}
