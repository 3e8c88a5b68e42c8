// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * How far embeddings may be from exact when a message is held back for as long as no element of it
 * differs by more than epsilon from what was sent.
 *
 * <p>Let {@code e} bound every element's error of h before a layer, 0 for features, and {@code |W|}
 * be the largest absolute row sum of W, by which W can enlarge the largest element of an error. A
 * message is off by at most
 *
 * <pre>{@code m = epsilon + |M| e}</pre>
 *
 * with M = W_l when transform-first, W_p with max-pool (relu enlarges nothing), else the identity.
 * A mean of messages, each times a weight of at most w in magnitude and quantised in both worlds,
 * is off by at most {@code a = max(w, 1) m + 2^-24}, clamping enlarging nothing; a maximum by
 * {@code a = m}. What a layer makes of it is off by at most {@code |W_l| a + |W_r| e}, without
 * {@code |W_l|} when transform-first, without the second part with gcn. Relu enlarges nothing.
 * Scaling to length 1 may enlarge any error, but no element by more than 2: for a model that
 * normalises, the bound says little. Rounding to floats comes on top.
 */
public final class ErrorBound {

  private static final double QUANTISING = 0x1p-24;
  private static final double UNIT_VECTORS = 2;

  private ErrorBound() {}

  /**
   * Of every element of an embedding.
   *
   * @param largestWeight of all edges, in magnitude
   */
  public static double of(SageModel model, double epsilon, double largestWeight) {
    double error = 0;
    if (epsilon > 0) {
      for (SageLayer layer : model.layers()) {
        error = after(layer, error, epsilon, largestWeight);
      }
    }
    return error;
  }

  private static double after(SageLayer layer, double error, double epsilon, double largestWeight) {
    SageWeights weights = layer.weights();
    int in = weights.inputWidth();
    double neighbors = norm(weights.neighbors(), in);
    boolean pools = weights.aggregator() == AggregatorType.MAX_POOL;
    double sent = pools ? norm(weights.pool(), in) : layer.transformFirst() ? neighbors : 1;
    double message = epsilon + sent * error;
    double aggregate = pools ? message : Math.max(largestWeight, 1) * message + QUANTISING;
    double heard = layer.transformFirst() ? aggregate : neighbors * aggregate;
    double linear = weights.hasSelf() ? heard + norm(weights.self(), in) * error : heard;
    return layer.normalise() ? UNIT_VECTORS : linear;
  }

  /** The largest sum of magnitudes in a row. */
  private static double norm(float[] matrix, int width) {
    double largest = 0;
    for (int row = 0; row < matrix.length; row += width) {
      double sum = 0;
      for (int i = row; i < row + width; i++) {
        sum += Math.abs(matrix[i]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }
}
