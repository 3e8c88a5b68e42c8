// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.risk;

import io.anabranch.model.device.Matrix;

/**
 * Embeddings of which it is known whether they are risky.
 *
 * @param embeddings a row a vertex
 * @param labels one a row: 1 risky, 0 not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Labelled(Matrix embeddings, int[] labels) {

  public Labelled {
    if (labels.length == 0 || labels.length != embeddings.rows()) {
      throw new IllegalArgumentException(
          "at least one embedding, each with a label; got %s and %d labels"
              .formatted(embeddings.shape(), labels.length));
    }
    for (int r = 0; r < labels.length; r++) {
      if (labels[r] != 0 && labels[r] != 1) {
        throw new IllegalArgumentException(
            "a label is 1 (risky) or 0 (not); got " + labels[r] + " in row " + r);
      }
      requireFinite(embeddings, r);
    }
  }

  /**
   * The chosen rows of all embeddings.
   *
   * @param labels one for each row of {@code all}; those of rows not chosen do not matter
   */
  public static Labelled of(Matrix all, int[] labels, int[] rows) {
    int n = all.columns();
    Matrix chosen = Matrix.zeros(rows.length, n);
    int[] known = new int[rows.length];
    for (int k = 0; k < rows.length; k++) {
      System.arraycopy(all.values(), rows[k] * n, chosen.values(), k * n, n);
      known[k] = labels[rows[k]];
    }
    return new Labelled(chosen, known);
  }

  int size() {
    return labels.length;
  }

  /** How many rows have that label. */
  int count(int label) {
    int count = 0;
    for (int l : labels) {
      count += l == label ? 1 : 0;
    }
    return count;
  }

  private static void requireFinite(Matrix embeddings, int row) {
    for (int c = 0; c < embeddings.columns(); c++) {
      if (!Float.isFinite(embeddings.get(row, c))) {
        throw new IllegalArgumentException(
            "an embedding is finite; got %s in row %d, column %d"
                .formatted(embeddings.get(row, c), row, c));
      }
    }
  }
}
