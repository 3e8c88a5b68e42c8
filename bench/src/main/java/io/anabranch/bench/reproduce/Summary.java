// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.List;

/**
 * Figures of several runs in one.
 *
 * @param deviation of the sample, over n - 1; 0 of one run
 */
public record Summary(double mean, double deviation, int runs) {

  /** Of at least one value. */
  static Summary of(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, values.size() - 1));
    return new Summary(mean, deviation, values.size());
  }
}
