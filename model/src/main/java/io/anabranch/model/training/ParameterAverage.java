// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import java.util.List;

/**
 * What executors that learn apart have learnt together: {@code w = sum_k (n_k / n) w_k}, n_k being
 * the items that executor k has learnt from since the last average, n their sum (McMahan et al.
 * 2017, algorithm 1; with equal n_k the average of local SGD, Stich 2019, algorithm 1).
 *
 * <p>Sums are taken in double in the order of the executors, so the bits depend on nothing else.
 * Who has learnt from nothing has no part in it; where one alone has learnt, its values come out as
 * they are, and where nobody has, the first one's.
 */
public final class ParameterAverage {

  private ParameterAverage() {}

  /**
   * @param values one an executor, all of equal length
   * @param items n_k, at least 0; one an executor
   * @throws IllegalArgumentException when there are none, or lengths differ
   */
  public static float[] of(List<float[]> values, long... items) {
    requireAlike(values, items);
    int first = first(items);
    double sum = 0;
    double[] sums = new double[values.get(0).length];
    int learners = 0;
    for (int k = 0; k < items.length; k++) {
      sum += items[k];
      learners += items[k] > 0 ? 1 : 0;
      for (int i = 0; items[k] > 0 && i < sums.length; i++) {
        sums[i] += (double) items[k] * values.get(k)[i];
      }
    }
    return learners < 2 ? values.get(first).clone() : divided(sums, sum);
  }

  /** The first who has learnt; the first of all when nobody has. */
  private static int first(long[] items) {
    int k = 0;
    while (k < items.length - 1 && items[k] == 0) {
      k++;
    }
    return items[k] > 0 ? k : 0;
  }

  private static float[] divided(double[] sums, double by) {
    float[] average = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      average[i] = (float) (sums[i] / by);
    }
    return average;
  }

  private static void requireAlike(List<float[]> values, long[] items) {
    if (values.isEmpty() || values.size() != items.length) {
      throw new IllegalArgumentException(
          "values and items of as many executors, at least 1; got %d and %d"
              .formatted(values.size(), items.length));
    }
    for (int k = 0; k < items.length; k++) {
      if (values.get(k).length != values.get(0).length || items[k] < 0) {
        throw new IllegalArgumentException(
            "executor %d: %d values from at least 0 items; got %d from %d"
                .formatted(k, values.get(0).length, values.get(k).length, items[k]));
      }
    }
  }
}
