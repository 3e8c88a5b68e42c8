// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/**
 * Lists of rows: list t is {@code rows[offsets[t]], ..., rows[offsets[t + 1] - 1]}, in this order.
 * A row may stand in many lists, or in none, and a list may be empty.
 *
 * @param offsets one more than there are lists, ascending from 0
 * @param rows of all lists, one list after the other
 */
public record RowLists(int[] offsets, int[] rows) {

  public RowLists {
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != rows.length) {
      throw new IllegalArgumentException(
          "offsets begin with 0 and end with the number of rows, %d; got %d offsets"
              .formatted(rows.length, offsets.length));
    }
  }

  public int count() {
    return offsets.length - 1;
  }

  public int size(int list) {
    return offsets[list + 1] - offsets[list];
  }

  /** One more than the largest row. */
  public int rowsAtLeast() {
    int most = 0;
    for (int row : rows) {
      most = Math.max(most, row + 1);
    }
    return most;
  }
}
