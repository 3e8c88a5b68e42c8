// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import java.util.List;

/**
 * Encodes each vertex as its own row of a matrix.
 *
 * @param rows vertices x width
 */
record IdentityEncoder(Parameter rows) implements Encoder {

  @Override
  public List<Parameter> parameters() {
    return List.of(rows);
  }

  @Override
  public Variable encode(Tape tape) {
    return tape.parameter(rows);
  }
}
