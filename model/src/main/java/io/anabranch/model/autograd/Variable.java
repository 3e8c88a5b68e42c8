// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Matrix;

/** A value on a tape, and the gradient of the loss by it, of the same shape. */
public final class Variable {

  private final Matrix value;
  private final boolean differentiable;
  private Matrix gradient; // null: zeros

  Variable(Matrix value, boolean differentiable, Matrix gradient) {
    this.value = value;
    this.differentiable = differentiable;
    this.gradient = gradient;
  }

  public Matrix value() {
    return value;
  }

  /** The single element of a 1 x 1 value, a loss for example. */
  public float scalar() {
    Shapes.require(
        value.rows() == 1 && value.columns() == 1, "a scalar is 1 x 1; got %s", value.shape());
    return value.values()[0];
  }

  /** Whether anything asks for the gradient. */
  boolean differentiable() {
    return differentiable;
  }

  /** What has been added to it so far; zeros at first. */
  Matrix gradient() {
    if (gradient == null) {
      gradient = Matrix.zeros(value.rows(), value.columns());
    }
    return gradient;
  }

  boolean hasGradient() {
    return gradient != null;
  }

  int rows() {
    return value.rows();
  }

  int columns() {
    return value.columns();
  }

  String shape() {
    return value.shape();
  }
}
