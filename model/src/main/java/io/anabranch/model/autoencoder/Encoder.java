// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import java.util.List;

/** Gives a row to each vertex of the graph that it was made for. */
public interface Encoder {

  List<Parameter> parameters();

  /** vertices x width. */
  Variable encode(Tape tape);

  /** The rows themselves are what is learnt: what a decoder does can be checked by hand. */
  static Encoder identity(Parameter rows) {
    return new IdentityEncoder(rows);
  }
}
