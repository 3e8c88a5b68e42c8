// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.training.Glorot;
import java.util.List;

/**
 * GraphSAGE with mean aggregator (Hamilton et al. 2017, algorithm 1): {@code y_v = x_v self + (mean
 * of x_u over u -> v) neighbor + bias}, brought to Euclidean length 1.
 *
 * @param self in x out; likewise {@code neighbor}; bias 1 x out
 */
record SageConvolution(Parameter self, Parameter neighbor, Parameter bias) {

  static SageConvolution draw(Glorot glorot, String name, int in, int out) {
    return new SageConvolution(
        glorot.draw(name + ".lin_r.weight", in, out),
        glorot.draw(name + ".lin_l.weight", in, out),
        new Parameter(name + ".lin_l.bias", Matrix.zeros(1, out)));
  }

  List<Parameter> parameters() {
    return List.of(self, neighbor, bias);
  }

  Variable apply(Pass pass, Level level, Signal x) {
    Variable sum =
        x instanceof Signal.Rows rows ? ofRows(pass, level, rows.x()) : ofFeatures(pass, level, x);
    return pass.o().normaliseRows(sum);
  }

  private Variable ofRows(Pass pass, Level level, Variable x) {
    Operations o = pass.o();
    return o.affine(
        List.of(x, level.mean(o, x)), List.of(pass.of(self), pass.of(neighbor)), pass.of(bias));
  }

  /** Wide and sparse features are multiplied first, and averaged when they are narrow. */
  private Variable ofFeatures(Pass pass, Level level, Signal x) {
    Operations o = pass.o();
    Variable neighbors = level.mean(o, x.times(o, pass.of(neighbor)));
    return o.addBias(o.add(x.times(o, pass.of(self)), neighbors), pass.of(bias));
  }
}
