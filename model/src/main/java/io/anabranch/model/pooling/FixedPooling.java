// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import java.util.List;
import java.util.Optional;

/**
 * Pooling by a clustering that the batch brings along (DiffPool-DET): {@code S'Z} and {@code S'AS}
 * with a constant S of zeros and ones. Nothing is learnt, and the coarsened level stays sparse.
 *
 * @param number which of the batch's clusterings, from 0
 */
record FixedPooling(int number) implements Pooling {

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public List<Parameter> moments() {
    return List.of();
  }

  @Override
  public Pooled apply(Pass pass, GraphBatch batch, Level level, Signal x, Variable z) {
    GraphBatch.Coarser coarser = batch.coarser().get(number);
    Variable pooled = pass.o().transposedMatmul(coarser.assignment(), z);
    return new Pooled(coarser.level(), pooled, List.of(), Optional.empty());
  }
}
