// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import java.util.List;

/**
 * {@code rate / 2 * |w|^2} of chosen parameters, a part of the loss: its gradient is {@code rate *
 * w}.
 */
public record WeightDecay(float rate, List<Parameter> parameters) {

  public WeightDecay {
    if (!(rate >= 0)) {
      throw new IllegalArgumentException("a weight decay is at least 0; got " + rate);
    }
    parameters = List.copyOf(parameters);
  }

  /** The loss and the penalty. */
  public Variable addTo(Tape tape, Variable loss) {
    Operations o = new Operations(tape);
    Variable sum = loss;
    for (Parameter p : parameters) {
      sum = o.add(sum, o.scale(o.squaredNorm(tape.parameter(p)), rate / 2));
    }
    return sum;
  }
}
