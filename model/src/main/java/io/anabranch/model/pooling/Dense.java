// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.training.Glorot;
import java.util.List;

/** {@code y = x w + b}. */
record Dense(Parameter weight, Parameter bias) {

  static Dense draw(Glorot glorot, String name, int in, int out) {
    return new Dense(
        glorot.draw(name + ".weight", in, out),
        new Parameter(name + ".bias", Matrix.zeros(1, out)));
  }

  List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  Variable apply(Pass pass, Variable x) {
    return pass.o().affine(List.of(x), List.of(pass.of(weight)), pass.of(bias));
  }
}
