// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import java.util.List;

/**
 * Encodes each vertex as its own row of two matrices.
 *
 * @param mean vertices x width, likewise {@code logStd}
 */
record IdentityGaussian(Parameter mean, Parameter logStd) implements VariationalEncoder {

  @Override
  public List<Parameter> parameters() {
    return List.of(mean, logStd);
  }

  @Override
  public Gaussian encode(Tape tape) {
    return new Gaussian(tape.parameter(mean), tape.parameter(logStd));
  }
}
