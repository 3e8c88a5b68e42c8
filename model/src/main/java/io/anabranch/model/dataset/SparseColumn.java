// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import io.anabranch.model.device.SparseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** Reads rows of {@code index:value} pairs, indices ascending; the widest row gives the width. */
final class SparseColumn {

  private final Table table;
  private final int[] offsets;
  private final List<Integer> columns = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();
  private int width;

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
    int last = -1;
    StringTokenizer pairs = new StringTokenizer(cell, " ");
    while (pairs.hasMoreTokens()) {
      String pair = pairs.nextToken();
      int colon = pair.indexOf(':');
      if (colon < 0) {
        throw table.error(r, "a feature is index:value; got '" + pair + "'");
      }
      int index = table.integer("a feature's index", r, pair.substring(0, colon));
      if (index <= last) {
        throw table.error(r, "feature indices ascend from 0; got " + index + " after " + last);
      }
      last = index;
      columns.add(index);
      values.add(value(r, pair.substring(colon + 1)));
    }
    width = Math.max(width, last + 1);
    offsets[r + 1] = columns.size();
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
