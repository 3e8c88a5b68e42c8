// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Matrix;
import java.util.Arrays;

/** What is learnt. It outlives the tapes, which add to its gradient. */
public final class Parameter {

  private final String name;
  private final Matrix value;
  private final Matrix gradient;

  public Parameter(String name, Matrix value) {
    this.name = name;
    this.value = value;
    this.gradient = Matrix.zeros(value.rows(), value.columns());
  }

  public String name() {
    return name;
  }

  public Matrix value() {
    return value;
  }

  public Matrix gradient() {
    return gradient;
  }

  public void clearGradient() {
    Arrays.fill(gradient.values(), 0f);
  }
}
