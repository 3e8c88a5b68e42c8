// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import java.util.List;

/** Gives a normal distribution of rows to each vertex of the graph that it was made for. */
public interface VariationalEncoder {

  /**
   * Independent normal distributions, one an element.
   *
   * @param mean vertices x width
   * @param logStd of the same shape: the logarithm of the standard deviation
   */
  record Gaussian(Variable mean, Variable logStd) {}

  List<Parameter> parameters();

  Gaussian encode(Tape tape);

  /** The distributions themselves are what is learnt. */
  static VariationalEncoder identity(Parameter mean, Parameter logStd) {
    return new IdentityGaussian(mean, logStd);
  }
}
