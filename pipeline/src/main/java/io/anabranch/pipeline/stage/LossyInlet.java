// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.Roll;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Loses one delta or mail in so many on purpose: a proof that cannot fail is none. */
public final class LossyInlet implements Inlet {

  private final Inlet behind;
  private final SplittableRandom random;
  private final int oneIn;

  /**
   * @param behind takes what is not lost
   * @param oneIn how many deltas there are to one that is lost
   */
  public LossyInlet(Inlet behind, long seed, int oneIn) {
    this.behind = behind;
    this.random = new SplittableRandom(seed);
    this.oneIn = oneIn;
  }

  @Override
  public void delta(String vertex, long count, long times, long[] values, Cause cause) {
    if (random.nextInt(oneIn) != 0) {
      behind.delta(vertex, count, times, values, cause);
    }
  }

  @Override
  public void mail(
      String vertex, String source, float @Nullable [] values, long sequence, Cause cause) {
    if (random.nextInt(oneIn) != 0) {
      behind.mail(vertex, source, values, sequence, cause);
    }
  }

  @Override
  public void self(String vertex, float[] values, Cause cause) {
    behind.self(vertex, values, cause);
  }

  @Override
  public void gone(String vertex, Cause cause) {
    behind.gone(vertex, cause);
  }

  @Override
  public void erased(String vertex, Cause cause) {
    behind.erased(vertex, cause);
  }

  @Override
  public void roll(String vertex, Roll roll, Cause cause) {
    behind.roll(vertex, roll, cause);
  }

  @Override
  public void degree(String vertex, int mask, long change, Cause cause) {
    behind.degree(vertex, mask, change, cause);
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    behind.subscription(source, target, weight, mask, change, cause);
  }
}
