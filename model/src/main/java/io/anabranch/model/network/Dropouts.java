// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.DropMask;
import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.sampling.Draws;

/** The dropouts of one pass, in order: each takes a mask of its own from one seed, or none does. */
public final class Dropouts {

  private final Draws seeds; // null: nothing is dropped

  private Dropouts(Draws seeds) {
    this.seeds = seeds;
  }

  /** For evaluation: what comes in goes out. */
  public static Dropouts none() {
    return new Dropouts(null);
  }

  /** For training: a function of (seed, epoch). */
  public static Dropouts of(long seed, int epoch) {
    return new Dropouts(Draws.of(seed, "dropout", epoch));
  }

  /** One dropout of a value. */
  public Variable apply(Operations o, Variable x, float rate) {
    return seeds == null || rate == 0 ? x : o.dropout(x, new DropMask(rate, seeds.bits()));
  }

  /** One dropout of the entries of a constant matrix. */
  public SparseMatrix apply(SparseMatrix s, float rate) {
    return seeds == null || rate == 0 ? s : new DropMask(rate, seeds.bits()).applyTo(s);
  }
}
