// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.training.EarlyStopping;
import java.util.function.Supplier;

/**
 * How a network is trained.
 *
 * @param epochs at most
 * @param rate of Adam
 * @param stopping makes the rule for one training
 */
public record Recipe(int epochs, float rate, Supplier<EarlyStopping> stopping) {

  /**
   * Kipf & Welling 2017, section 5.2. Their program has the penalty in the validation loss; it
   * grows in the first epochs, and now and then ends a training that has hardly begun.
   */
  public static final Recipe GCN = new Recipe(200, 0.01f, () -> EarlyStopping.aboveMeanOf(10));

  /** Veličković et al. 2018, section 3.3, as their program does it. */
  public static final Recipe GAT = new Recipe(100_000, 0.005f, () -> EarlyStopping.patience(100));
}
