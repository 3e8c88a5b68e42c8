// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.ForwardingInlet;
import io.anabranch.state.exchange.Inlet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Loses one delta or mail in so many on purpose: a proof that cannot fail is none. */
public final class LossyInlet extends ForwardingInlet {

  private final SplittableRandom random;
  private final int oneIn;

  /**
   * @param behind takes what is not lost
   * @param oneIn how many deltas there are to one that is lost
   */
  public LossyInlet(Inlet behind, long seed, int oneIn) {
    super(behind);
    this.random = new SplittableRandom(seed);
    this.oneIn = oneIn;
  }

  @Override
  public void delta(String vertex, long count, long times, long[] values, Cause cause) {
    if (random.nextInt(oneIn) != 0) {
      super.delta(vertex, count, times, values, cause);
    }
  }

  @Override
  public void mail(
      String vertex, String source, float @Nullable [] values, long sequence, Cause cause) {
    if (random.nextInt(oneIn) != 0) {
      super.mail(vertex, source, values, sequence, cause);
    }
  }
}
