// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/** rows x columns floats, row-major and contiguous. Mutable; its shape is not. */
public final class Matrix {

  private final int rows;
  private final int columns;
  private final float[] values;

  private Matrix(int rows, int columns, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** Zeros. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
  }

  /**
   * A view of {@code values}, not a copy.
   *
   * @throws IllegalArgumentException when there are not rows x columns values
   */
  public static Matrix of(int rows, int columns, float... values) {
    if ((long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d has %d values; got %d"
              .formatted(rows, columns, (long) rows * columns, values.length));
    }
    return new Matrix(rows, columns, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** The values themselves: element (r, c) stands at {@code r * columns + c}. */
  public float[] values() {
    return values;
  }

  public float get(int row, int column) {
    return values[row * columns + column];
  }

  /** The column of the row's largest element, the first of equals. */
  public int largest(int row) {
    int best = 0;
    for (int c = 1; c < columns; c++) {
      best = get(row, c) > get(row, best) ? c : best;
    }
    return best;
  }

  /** The values column by column: out x in, as PyTorch keeps weights, of in x out. */
  public float[] transposedValues() {
    float[] transposed = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = get(r, c);
      }
    }
    return transposed;
  }

  public Matrix copy() {
    return new Matrix(rows, columns, values.clone());
  }

  public boolean hasShapeOf(Matrix other) {
    return rows == other.rows && columns == other.columns;
  }

  /** For messages: {@code 3 x 4}. */
  public String shape() {
    return rows + " x " + columns;
  }

  @Override
  public String toString() {
    return "Matrix " + shape();
  }
}
