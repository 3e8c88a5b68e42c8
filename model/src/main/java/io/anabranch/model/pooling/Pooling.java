// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import java.util.List;
import java.util.Optional;

/** Makes a smaller graph of each graph of a batch. */
interface Pooling {

  /**
   * @param x what the clusters bring along: clusters x width
   * @param penalties to be added to the loss, each 1 x 1
   * @param assignment vertices x clusters; nothing where it is not learnt
   */
  record Pooled(Level level, Variable x, List<Variable> penalties, Optional<Variable> assignment) {}

  List<Parameter> parameters();

  /** What batch norms have learnt, which no gradient reaches. */
  List<Parameter> moments();

  /**
   * @param x what the vertices brought along
   * @param z their embeddings
   */
  Pooled apply(Pass pass, GraphBatch batch, Level level, Signal x, Variable z);
}
