// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import java.util.List;

/** Scores pairs of rows as edges, and says how far all scores are from the graph. */
public interface Decoder {

  /** What is learnt, if anything. */
  List<Parameter> parameters();

  /**
   * 1 x 1.
   *
   * @param z vertices x width
   */
  Variable loss(Tape tape, Variable z, Reconstruction aim);

  /**
   * The logit of an edge from u to v, of which the sigmoid is the probability.
   *
   * @param z vertices x width
   */
  float logit(Matrix z, int u, int v);
}
