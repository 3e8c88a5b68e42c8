// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The labels of a table, numbered from 0 in ascending order of those that occur.
 *
 * @param of the number of each row's label; -1 where it has none
 * @param count how many labels occur
 */
record Classes(int[] of, int count) {

  /**
   * Reads the column {@code label}.
   *
   * @param mayBeEmpty whether a row may have none
   */
  static Classes read(Table table, boolean mayBeEmpty) {
    List<String> cells = table.column("label");
    int[] labels = new int[cells.size()];
    for (int r = 0; r < labels.length; r++) {
      labels[r] = label(table, r, cells.get(r), mayBeEmpty);
    }
    int[] occurring = IntStream.of(labels).filter(l -> l >= 0).sorted().distinct().toArray();
    int[] of =
        IntStream.of(labels).map(l -> l < 0 ? -1 : Arrays.binarySearch(occurring, l)).toArray();
    return new Classes(of, occurring.length);
  }

  private static int label(Table table, int row, String cell, boolean mayBeEmpty) {
    if (cell.isEmpty() && mayBeEmpty) {
      return -1;
    }
    int label = table.integer("label", row, cell);
    if (label < 0) {
      throw table.error(row, "a label is at least 0; got " + label);
    }
    return label;
  }
}
