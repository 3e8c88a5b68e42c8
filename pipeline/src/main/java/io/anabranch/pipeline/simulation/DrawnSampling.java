// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.Sampling;
import java.util.SplittableRandom;

/**
 * The fan-outs of a scenario, drawn apart from everything else, so that the rest stays the same.
 */
final class DrawnSampling {

  private static final long APART = 0x5A3B1E;
  private static final int LARGEST = 4;

  private DrawnSampling() {}

  /**
   * The model as it is for half of the seeds, with small fan-outs for the others, and always where
   * the order of a sample is heard.
   */
  static SageModel on(SageModel model, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ APART);
    if (random.nextBoolean() && !model.aggregator().isOrdered()) {
      return model;
    }
    Sampling.Order order = random.nextBoolean() ? Sampling.Order.HASH : Sampling.Order.MOST_RECENT;
    return model.withSampling(
        new Sampling(
            random.ints(model.depth(), 1, LARGEST + 1).boxed().toList(), order, random.nextLong()));
  }
}
