// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

/** Mean reciprocal ranks: of all edges, of pairs that came before, and of new pairs. */
final class Mrr {

  private final double[] sums = new double[2]; // repeated, new
  private final int[] counts = new int[2];

  void add(double rank, boolean isNew) {
    sums[isNew ? 1 : 0] += 1 / rank;
    counts[isNew ? 1 : 0]++;
  }

  double all() {
    return (sums[0] + sums[1]) / (counts[0] + counts[1]);
  }

  double repeated() {
    return sums[0] / counts[0];
  }

  double fresh() {
    return sums[1] / counts[1];
  }

  int freshCount() {
    return counts[1];
  }
}
