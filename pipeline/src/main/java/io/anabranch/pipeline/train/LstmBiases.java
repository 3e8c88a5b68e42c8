// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The LSTM of PyTorch, which is served, has two biases that are added; the one that learns has one.
 */
final class LstmBiases {

  private static final String FIRST = "bias_ih_l0";
  private static final String SECOND = "bias_hh_l0";

  private LstmBiases() {}

  /** The tensors with each second bias added to its first. */
  static List<Tensor> added(List<Tensor> tensors) {
    List<Tensor> added = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (tensor.name().endsWith(FIRST)) {
        added.add(sum(tensor, tensors));
      } else if (!tensor.name().endsWith(SECOND)) {
        added.add(tensor);
      }
    }
    return added;
  }

  private static Tensor sum(Tensor first, List<Tensor> tensors) {
    float[] sum = first.values().clone();
    for (Tensor tensor : tensors) {
      if (tensor.name().equals(first.name().replace(FIRST, SECOND))
          && tensor.shape().equals(first.shape())) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += tensor.values()[i];
        }
      }
    }
    return new Tensor(first.name(), first.shape(), sum);
  }
}
