// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/** The parameters of one layer, named and laid out as PyTorch Geometric has them. Immutable. */
public sealed interface LayerWeights permits SageWeights, AttentionWeights, ConvolutionWeights {

  /** What a layer with these aggregates with. */
  AggregatorType aggregator();

  int inputWidth();

  int outputWidth();

  /** How many numbers there are. */
  long size();
}
