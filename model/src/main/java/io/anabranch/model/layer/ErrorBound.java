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
 * {@code a = m}; the output of an LSTM by what {@link LstmBound} says. What a layer makes of it is
 * off by at most {@code |W_l| a + |W_r| e}, without {@code |W_l|} when transform-first, without the
 * second part with gcn. Relu enlarges nothing, nor does elu. Scaling to length 1 may enlarge any
 * error, but no element by more than 2: for a model that normalises, the bound says little.
 * Attention moves weight between words that may be any distance apart, and a normalised sum adds up
 * more errors the larger the degree is: there weights alone give no bound. Rounding to floats comes
 * on top.
 */
public final class ErrorBound {

  private static final double QUANTISING = 0x1p-24;
  private static final double UNIT_VECTORS = 2;

  private ErrorBound() {}

  /** Whether a bound follows from the weights of models with that aggregator. */
  public static boolean isKnown(AggregatorType aggregator) {
    return aggregator != AggregatorType.ATTENTION && aggregator != AggregatorType.NORMALISED_SUM;
  }

  /**
   * Of every element of an embedding.
   *
   * @param largestWeight of all edges, in magnitude
   * @throws IllegalArgumentException when epsilon is above 0 and no bound is known
   */
  public static double of(SageModel model, double epsilon, double largestWeight) {
    double error = 0;
    if (epsilon > 0) {
      requireKnown(model.aggregator());
      for (int l = 0; l < model.depth(); l++) {
        int fanout = model.sampling().fanout(l);
        error = after(model.layer(l), fanout, error, epsilon, largestWeight);
      }
    }
    return error;
  }

  private static void requireKnown(AggregatorType aggregator) {
    if (!isKnown(aggregator)) {
      throw new IllegalArgumentException(
          "no bound follows from epsilon with the aggregator " + aggregator.text());
    }
  }

  private static double after(
      SageLayer layer, int fanout, double error, double epsilon, double largestWeight) {
    SageWeights weights = (SageWeights) layer.weights();
    int in = weights.inputWidth();
    double neighbors = norm(weights.neighbors(), in);
    double message = epsilon + sent(layer, neighbors) * error;
    double aggregate =
        switch (weights.aggregator()) {
          case MEAN, GCN -> Math.max(largestWeight, 1) * message + QUANTISING;
          case MAX_POOL -> message;
          case LSTM -> lstm(weights.lstm(), message, fanout);
          case ATTENTION, NORMALISED_SUM -> throw new IllegalStateException("no bound is known");
        };
    double heard = layer.transformFirst() ? aggregate : neighbors * aggregate;
    double linear = weights.hasSelf() ? heard + norm(weights.self(), in) * error : heard;
    return layer.normalise() ? UNIT_VECTORS : linear;
  }

  /** By how much what is made of h to be sent enlarges an error. */
  private static double sent(SageLayer layer, double neighbors) {
    SageWeights weights = (SageWeights) layer.weights();
    if (weights.aggregator() == AggregatorType.MAX_POOL) {
      return norm(weights.pool(), weights.inputWidth());
    }
    return layer.transformFirst() ? neighbors : 1;
  }

  private static double lstm(LstmWeights weights, double message, int fanout) {
    int width = weights.width();
    double input = norm(weights.input(), width);
    return LstmBound.of(input, norm(weights.recurrent(), width), message, fanout);
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
