// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/**
 * A constant matrix in compressed sparse rows, with its transpose beside it: row r holds the
 * entries {@code offsets[r] .. offsets[r + 1] - 1}. Immutable. Matrices of one pattern share it.
 */
public final class SparseMatrix {

  private final int rows;
  private final int columns;
  private final Pattern pattern;
  private final float[] values;

  private SparseMatrix(int rows, int columns, Pattern pattern, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.pattern = pattern;
    this.values = values;
  }

  /**
   * Takes the arrays, without a copy.
   *
   * @param offsets rows + 1
   * @param columnOf the column of each entry
   * @throws IllegalArgumentException when the arrays do not describe rows x columns
   */
  public static SparseMatrix of(
      int rows, int columns, int[] offsets, int[] columnOf, float[] values) {
    if (offsets.length != rows + 1 || offsets[rows] != columnOf.length) {
      throw new IllegalArgumentException(
          "offsets of %d rows and %d entries: got %d, ending with %d"
              .formatted(rows, columnOf.length, offsets.length, offsets[offsets.length - 1]));
    }
    requireEntries(columnOf.length, values);
    return new SparseMatrix(rows, columns, Pattern.of(columns, offsets, columnOf), values);
  }

  /** The same pattern with other values, one an entry. */
  public SparseMatrix withValues(float[] values) {
    requireEntries(entryCount(), values);
    return new SparseMatrix(rows, columns, pattern, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public int entryCount() {
    return values.length;
  }

  /** The values of the entries; not to be written to. */
  public float[] values() {
    return values;
  }

  public int[] offsets() {
    return pattern.offsets();
  }

  public int[] columnOf() {
    return pattern.columnOf();
  }

  /** Offsets of the transpose: columns + 1. */
  public int[] transposedOffsets() {
    return pattern.transpose().offsets();
  }

  /** For each entry of the transpose the row that it has here. */
  public int[] transposedColumnOf() {
    return pattern.transpose().columnOf();
  }

  /** The values in the transpose's order; the array is new. */
  public float[] transposedValues() {
    int[] entry = pattern.transpose().entryOf();
    float[] transposed = new float[entry.length];
    for (int k = 0; k < entry.length; k++) {
      transposed[k] = values[entry[k]];
    }
    return transposed;
  }

  /** For messages: {@code 3 x 4}. */
  public String shape() {
    return rows + " x " + columns;
  }

  private static void requireEntries(int entries, float[] values) {
    if (values.length != entries) {
      throw new IllegalArgumentException(
          "a sparse matrix of " + entries + " entries; got " + values.length + " values");
    }
  }
}
