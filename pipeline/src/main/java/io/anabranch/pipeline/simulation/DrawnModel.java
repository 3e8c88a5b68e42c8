// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Architecture;
import io.anabranch.model.layer.SageModel;
import java.util.SplittableRandom;

/**
 * The aggregator of a scenario, drawn apart from everything else, so that the rest stays the same:
 * the mean for some third of the seeds.
 */
final class DrawnModel {

  private static final long APART = 0x61676772L;

  private final AggregatorType aggregator;
  private final int heads;

  private DrawnModel(AggregatorType aggregator, int heads) {
    this.aggregator = aggregator;
    this.heads = heads;
  }

  static DrawnModel of(long seed) {
    SplittableRandom own = new SplittableRandom(seed ^ APART);
    AggregatorType summed =
        switch (own.nextInt(4)) {
          case 0 -> AggregatorType.GCN;
          case 1 -> AggregatorType.MAX_POOL;
          default -> AggregatorType.MEAN;
        };
    AggregatorType aggregator =
        switch (own.nextInt(8)) {
          case 0 -> AggregatorType.LSTM;
          case 1 -> AggregatorType.ATTENTION;
          case 2 -> AggregatorType.NORMALISED_SUM;
          default -> summed;
        };
    return new DrawnModel(
        aggregator, aggregator == AggregatorType.ATTENTION ? 1 + own.nextInt(3) : 1);
  }

  /**
   * The heads of hidden layers stand side by side, so those layers become as many times as wide.
   */
  SageModel make(int[] widths, long seed, boolean normalise) {
    int[] filled = widths.clone();
    for (int l = 1; l < widths.length - 1; l++) {
      filled[l] *= heads;
    }
    return SageModel.random(
        "simulated", 1, new Architecture(aggregator, heads), filled, seed, normalise);
  }

  /** A model of the same form with other weights. */
  SageModel another(SageModel like, int version, long seed) {
    return another(like, like.inputWidth(), version, seed);
  }

  /** A model that cannot follow another one. */
  SageModel misfit(SageModel like, int version, long seed) {
    return another(like, like.inputWidth() + 1, version, seed);
  }

  private SageModel another(SageModel like, int inputWidth, int version, long seed) {
    int[] widths = new int[like.depth() + 1];
    widths[0] = inputWidth;
    for (int l = 0; l < like.depth(); l++) {
      widths[l + 1] = like.layer(l).outputWidth();
    }
    return SageModel.random(
            like.name(),
            version,
            new Architecture(aggregator, heads),
            widths,
            seed,
            like.layer(0).normalise())
        .withSampling(like.sampling());
  }
}
