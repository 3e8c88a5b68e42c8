// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import io.anabranch.model.device.Pointwise;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The functions of one element and their derivatives, in ND4J's operations. */
final class Functions {

  private static final double SLOPE = 0.2; // of the leaky relu below 0

  private Functions() {}

  /** {@code f(x)}; a new array. */
  static INDArray of(Pointwise f, INDArray x) {
    return switch (f) {
      case RELU -> Transforms.relu(x, true);
      case LEAKY_RELU -> Transforms.leakyRelu(x, SLOPE, true);
      case ELU -> Transforms.elu(x, true);
      case SIGMOID -> Transforms.sigmoid(x, true);
      case TANH -> Transforms.tanh(x, true);
    };
  }

  /** {@code f'(x)}, where {@code y = f(x)}; new arrays, all of the scratch. */
  static INDArray derivative(Pointwise f, INDArray x, INDArray y, Scratch scratch) {
    return switch (f) {
      case RELU -> positive(x, scratch);
      case LEAKY_RELU -> positive(x, scratch).muli(1 - SLOPE).addi(SLOPE);
      // y + 1 below 0; above it y is x, and 1 is left
      case ELU -> scratch.keep(y.sub(scratch.keep(Transforms.relu(x, true)))).addi(1);
      case SIGMOID -> scratch.keep(y.rsub(1)).muli(y);
      case TANH -> scratch.keep(y.mul(y)).rsubi(1);
    };
  }

  /** 1 where x is above 0, else 0. */
  private static INDArray positive(INDArray x, Scratch scratch) {
    return scratch.keep(scratch.keep(x.gt(0)).castTo(DataType.FLOAT));
  }
}
