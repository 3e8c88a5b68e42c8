// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.Arrays;

/** Features of candidates, sparse: a row each, of at most {@link #ROOM} numbers that are not 0. */
final class FeatureRows {

  static final int ROOM = 96;

  private int rows;
  private int[] lengths = {};
  private int[] features = {};
  private float[] values = {};

  /** Leaves so many empty rows. */
  void clear(int count) {
    if (count > lengths.length) {
      lengths = new int[count];
      features = new int[count * ROOM];
      values = new float[count * ROOM];
    }
    rows = count;
    Arrays.fill(lengths, 0, count, 0);
  }

  void add(int row, int feature, double value) {
    if (lengths[row] == ROOM) {
      throw new IllegalStateException("a row has at most %d features; got more".formatted(ROOM));
    }
    int at = row * ROOM + lengths[row]++;
    features[at] = feature;
    values[at] = (float) value;
  }

  int count() {
    return rows;
  }

  /** The sum of weights times features. */
  double dot(int row, double[] weights) {
    double sum = 0;
    int end = row * ROOM + lengths[row];
    for (int at = row * ROOM; at < end; at++) {
      sum += weights[features[at]] * values[at];
    }
    return sum;
  }

  /** Adds so many times the features to the sums. */
  void addTo(double[] sums, int row, double times) {
    int end = row * ROOM + lengths[row];
    for (int at = row * ROOM; at < end; at++) {
      sums[features[at]] += times * values[at];
    }
  }
}
