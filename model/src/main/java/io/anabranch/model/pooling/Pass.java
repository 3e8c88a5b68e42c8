// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;

/**
 * One pass through a network.
 *
 * @param training whether batch norms take the batch's moments and learn them, or use those learnt
 */
record Pass(Tape tape, Operations o, boolean training) {

  static Pass of(Tape tape, boolean training) {
    return new Pass(tape, new Operations(tape), training);
  }

  Variable of(Parameter parameter) {
    return tape.parameter(parameter);
  }
}
