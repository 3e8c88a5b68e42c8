// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import io.anabranch.model.graph.InNeighbors;

/**
 * Draws numbers with given weights, each in constant time (Walker 1977, in the form of Vose 1991):
 * column i is i up to its threshold and its alias above. Immutable.
 */
public final class AliasTable {

  private final double[] threshold;
  private final int[] alias;

  private AliasTable(double[] threshold, int[] alias) {
    this.threshold = threshold;
    this.alias = alias;
  }

  /**
   * Number i comes with probability {@code weights[i] / their sum}.
   *
   * @throws IllegalArgumentException when a weight is negative or not finite, or none is above 0
   */
  public static AliasTable of(double... weights) {
    int n = weights.length;
    double mean = sum(weights) / n;
    double[] threshold = new double[n];
    int[] alias = new int[n];
    int[] queue = new int[n]; // columns below the mean from the left, the others from the right
    int small = 0;
    int large = n;
    for (int i = 0; i < n; i++) {
      threshold[i] = weights[i] / mean;
      alias[i] = i;
      queue[threshold[i] < 1 ? small++ : --large] = i;
    }
    while (small > 0 && large < n) {
      int low = queue[--small];
      int high = queue[large];
      alias[low] = high;
      threshold[high] -= 1 - threshold[low];
      if (threshold[high] < 1) {
        large++;
        queue[small++] = high;
      }
    }
    while (small > 0) { // within rounding of the mean
      threshold[queue[--small]] = 1;
    }
    return new AliasTable(threshold, alias);
  }

  /**
   * The unigram distribution to the 3/4 (Mikolov et al. 2013), from which Hamilton et al. 2017 draw
   * negatives: a vertex comes with a probability proportional to d^(3/4), d the number of ends of
   * edges at it.
   *
   * @throws IllegalArgumentException when the graph has no edge
   */
  public static AliasTable unigram(InNeighbors graph) {
    if (graph.edgeCount() == 0) {
      throw new IllegalArgumentException("negatives are drawn by degree; got a graph of no edges");
    }
    double[] weights = new double[graph.vertexCount()];
    for (int v = 0; v < weights.length; v++) {
      weights[v] += graph.inDegree(v);
      for (int e = graph.start(v); e < graph.end(v); e++) {
        weights[graph.source(e)]++;
      }
    }
    for (int v = 0; v < weights.length; v++) {
      weights[v] = Math.sqrt(weights[v] * Math.sqrt(weights[v]));
    }
    return of(weights);
  }

  /** A number from 0 to the number of weights - 1. */
  public int draw(Draws draws) {
    int column = draws.below(threshold.length);
    return draws.unit() < threshold[column] ? column : alias[column];
  }

  private static double sum(double[] weights) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "a weight is at least 0 and finite; got " + weights[i] + " at " + i);
      }
      sum += weights[i];
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("at least one weight is above 0; got none");
    }
    return sum;
  }
}
