// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

/**
 * A feature row as it stands in the file: what is not listed is 0.
 *
 * @param indexes ascending, from 0
 */
record SparseRow(int[] indexes, float[] values) {

  /** Parses {@code index:value} pairs, separated by blanks. */
  static SparseRow parse(CsvFile file, String text) {
    String[] pairs = text.split(" ", -1);
    int[] indexes = new int[pairs.length];
    float[] values = new float[pairs.length];
    int last = -1;
    for (int i = 0; i < pairs.length; i++) {
      int colon = pairs[i].indexOf(':');
      indexes[i] = index(file, pairs[i], colon);
      values[i] = file.parse(pairs[i].substring(colon + 1), "features");
      if (indexes[i] <= last) {
        throw file.bad(
            "feature %d comes after %d, expected them ascending".formatted(indexes[i], last));
      }
      last = indexes[i];
    }
    return new SparseRow(indexes, values);
  }

  private static int index(CsvFile file, String pair, int colon) {
    try {
      if (colon > 0) {
        return Integer.parseInt(pair, 0, colon, 10);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw file.bad("a feature is '" + pair + "', expected index:value");
  }

  int dimension() {
    return indexes[indexes.length - 1] + 1;
  }

  float[] dense(int dimension) {
    float[] row = new float[dimension];
    for (int i = 0; i < indexes.length; i++) {
      row[indexes[i]] = values[i];
    }
    return row;
  }
}
