// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.RowKernels;

/** Makes the aggregator of a layer of its weights. */
final class Aggregators {

  private Aggregators() {}

  static Aggregator of(LayerWeights weights, boolean transformFirst, RowKernels kernels) {
    if (transformFirst && !weights.aggregator().isLinear()) {
      throw new IllegalArgumentException(
          weights.aggregator().text() + " is not linear: it is not transform-first");
    }
    if (weights instanceof SageWeights sage) {
      return sage(sage, transformFirst, kernels);
    } else if (weights instanceof AttentionWeights attention) {
      return new AttentionAggregator(attention, kernels);
    } else if (weights instanceof ConvolutionWeights convolution) {
      Affine transform =
          new Affine(kernels, weights.inputWidth(), convolution.transform(), convolution.bias());
      return new NormalisedSumAggregator(transform, transformFirst);
    }
    throw new IllegalStateException("no such weights: " + weights);
  }

  private static Aggregator sage(SageWeights weights, boolean transformFirst, RowKernels kernels) {
    int in = weights.inputWidth();
    Affine neighbors = new Affine(kernels, in, weights.neighbors(), weights.bias());
    if (!weights.hasSelf()) {
      return new GcnAggregator(neighbors, transformFirst);
    }
    Affine root = new Affine(kernels, in, weights.self(), weights.bias());
    SageUpdate update = new SageUpdate(neighbors, root);
    return switch (weights.aggregator()) {
      case MAX_POOL -> {
        Affine pool = new Affine(kernels, in, weights.pool(), weights.poolBias());
        yield new MaxPoolAggregator(pool, update, kernels);
      }
      case LSTM -> new LstmAggregator(new Lstm(weights.lstm(), kernels), update, kernels);
      default -> new MeanAggregator(neighbors, root, transformFirst);
    };
  }
}
