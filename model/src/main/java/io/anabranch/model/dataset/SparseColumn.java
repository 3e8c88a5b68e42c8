// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.SparseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Reads rows of {@code index:value} pairs, indices ascending: the widest row gives the width. Or
 * rows of plain numbers, all as wide as the first of them; an empty cell is zeros either way.
 */
final class SparseColumn {

  /** More is a mistake in the file, and weights for it would not fit into memory. */
  private static final int WIDEST = 1 << 24;

  private final Table table;
  private final int[] offsets;
  private final List<Integer> columns = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();
  private int width;
  private int firstDense = -1; // the first row of plain numbers

  private SparseColumn(Table table) {
    this.table = table;
    this.offsets = new int[table.size() + 1];
  }

  static SparseMatrix read(Table table, String name) {
    SparseColumn column = new SparseColumn(table);
    List<String> cells = table.column(name);
    for (int r = 0; r < cells.size(); r++) {
      column.row(r, cells.get(r));
    }
    return column.matrix();
  }

  private void row(int r, String cell) {
    StringTokenizer tokens = new StringTokenizer(cell, " ");
    boolean dense = tokens.hasMoreTokens() && (firstDense >= 0 || cell.indexOf(':') < 0);
    if (dense && firstDense < 0 && !columns.isEmpty()) {
      throw table.error(r, "a feature is index:value; got '" + tokens.nextToken() + "'");
    }
    int rowWidth = dense ? dense(r, tokens) : sparse(r, tokens);
    width = Math.max(width, rowWidth);
    offsets[r + 1] = columns.size();
  }

  private int sparse(int r, StringTokenizer pairs) {
    int last = -1;
    while (pairs.hasMoreTokens()) {
      String pair = pairs.nextToken();
      int colon = pair.indexOf(':');
      if (colon < 0) {
        throw table.error(r, "a feature is index:value; got '" + pair + "'");
      }
      int index = table.integer("a feature's index", r, pair.substring(0, colon));
      if (index <= last || index >= WIDEST) {
        throw table.error(
            r,
            "feature indices ascend from 0 to at most %d; got %d after %d"
                .formatted(WIDEST - 1, index, last));
      }
      last = index;
      columns.add(index);
      values.add(value(r, pair.substring(colon + 1)));
    }
    return last + 1;
  }

  private int dense(int r, StringTokenizer numbers) {
    int count = numbers.countTokens();
    if (firstDense >= 0 && count != width) {
      throw table.error(
          r,
          "features are as wide as those of line %d, %d numbers; got %d"
              .formatted(firstDense + 2, width, count));
    }
    firstDense = firstDense < 0 ? r : firstDense;
    for (int c = 0; c < count; c++) {
      columns.add(c);
      values.add(value(r, numbers.nextToken()));
    }
    return count;
  }

  private float value(int r, String text) {
    float value;
    try {
      value = Float.parseFloat(text);
    } catch (NumberFormatException e) {
      value = Float.NaN;
    }
    if (!Float.isFinite(value)) {
      throw table.error(r, "a feature is a finite number; got '" + text + "'");
    }
    return value;
  }

  private SparseMatrix matrix() {
    float[] all = new float[values.size()];
    for (int e = 0; e < all.length; e++) {
      all[e] = values.get(e);
    }
    int[] columnOf = columns.stream().mapToInt(Integer::intValue).toArray();
    return SparseMatrix.of(table.size(), width, offsets, columnOf, all);
  }
}
