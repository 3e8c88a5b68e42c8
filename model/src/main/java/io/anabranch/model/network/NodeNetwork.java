// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.training.WeightDecay;
import java.util.List;

/** Classifies all vertices of the graph that it was made for. */
public interface NodeNetwork {

  List<Parameter> parameters();

  /** The logits: vertices x classes. */
  Variable logits(Tape tape, Dropouts dropouts);

  /** The penalty that is a part of its loss. */
  WeightDecay decay();
}
