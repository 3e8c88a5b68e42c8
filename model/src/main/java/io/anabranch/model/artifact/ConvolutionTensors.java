// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.layer.ConvolutionWeights;
import java.util.List;

/** The tensors of one layer of {@code GCNConv}. */
final class ConvolutionTensors {

  private final String transform;
  private final String bias;

  ConvolutionTensors(int layer) {
    this.transform = "convs." + layer + ".lin.weight";
    this.bias = "convs." + layer + ".bias";
  }

  List<Tensor> of(ConvolutionWeights weights) {
    int out = weights.outputWidth();
    return List.of(
        new Tensor(transform, List.of(out, weights.inputWidth()), weights.transform()),
        new Tensor(bias, List.of(out), weights.bias()));
  }

  ConvolutionWeights take(StateDict dict, int in, int out) throws ArtifactException {
    float[] values = dict.take(transform, List.of(out, in));
    return new ConvolutionWeights(in, out, values, dict.take(bias, List.of(out)));
  }
}
