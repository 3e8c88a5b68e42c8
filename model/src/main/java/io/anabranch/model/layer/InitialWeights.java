// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.Uniform;
import java.util.SplittableRandom;

/** Draws the weights of one layer from a generator that depends on (seed, layer) alone. */
final class InitialWeights {

  private final SplittableRandom random;

  InitialWeights(long seed, int layer) {
    long numbered = new SplittableRandom(seed).nextLong() + layer;
    // Mixed once more: the generator itself counts on, and layers must not run into each other.
    this.random = new SplittableRandom(new SplittableRandom(numbered).nextLong());
  }

  /** The weights of a layer. */
  LayerWeights draw(Architecture architecture, boolean last, int in, int out) {
    return switch (architecture.aggregator()) {
      case ATTENTION -> attention(architecture.headsOf(last), in, out);
      case NORMALISED_SUM -> convolution(in, out);
      case MEAN, GCN, MAX_POOL, LSTM -> draw(architecture.aggregator(), in, out);
    };
  }

  /** lin.weight, bias. */
  private ConvolutionWeights convolution(int in, int out) {
    float[] transform = uniform(in * out, Math.sqrt(6.0 / (in + out)));
    return new ConvolutionWeights(in, out, transform, uniform(out, 1 / Math.sqrt(in)));
  }

  /** lin.weight, att_src, att_dst, bias, each head drawn as a layer of its own. */
  private AttentionWeights attention(Heads heads, int in, int out) {
    int width = heads.widthOf(out);
    int all = heads.count() * width;
    float[] transform = uniform(all * in, Math.sqrt(6.0 / (in + width)));
    float[] source = uniform(all, Math.sqrt(6.0 / (width + 1)));
    float[] target = uniform(all, Math.sqrt(6.0 / (width + 1)));
    float[] bias = uniform(out, 1 / Math.sqrt(in));
    return new AttentionWeights(heads, in, width, transform, source, target, bias);
  }

  /**
   * lin_l.weight, lin_l.bias, lin_r.weight, lin.weight, lin.bias, then those of the LSTM, as far as
   * the aggregator has them, each in memory order.
   */
  private SageWeights draw(AggregatorType aggregator, int in, int out) {
    double glorot = Math.sqrt(6.0 / (in + out));
    float[] neighbors = uniform(in * out, glorot);
    float[] bias = uniform(out, 1 / Math.sqrt(in));
    if (aggregator == AggregatorType.GCN) {
      return SageWeights.gcn(in, out, neighbors, bias);
    }
    float[] self = uniform(in * out, glorot);
    SageWeights mean = new SageWeights(in, out, neighbors, bias, self);
    if (aggregator == AggregatorType.MEAN) {
      return mean;
    }
    if (aggregator == AggregatorType.LSTM) {
      return mean.withLstm(lstm(in));
    }
    float[] pool = uniform(in * in, Math.sqrt(3.0 / in));
    return mean.withPool(pool, uniform(in, 1 / Math.sqrt(in)));
  }

  /** As PyTorch draws them: all within {@code 1 / sqrt(width)}. */
  private LstmWeights lstm(int width) {
    int gates = LstmWeights.GATES * width;
    double limit = 1 / Math.sqrt(width);
    float[] input = uniform(gates * width, limit);
    float[] recurrent = uniform(gates * width, limit);
    float[] inputBias = uniform(gates, limit);
    return new LstmWeights(width, input, recurrent, inputBias, uniform(gates, limit));
  }

  private float[] uniform(int n, double limit) {
    float[] values = new float[n];
    Uniform.fill(random, limit, values);
    return values;
  }
}
