// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to a vertex to the stages of its group's model, and of a second one while
 * those are being told all that there is.
 */
public final class EpochInlets implements Inlet {

  /**
   * Where the changes of a vertex go.
   *
   * @param second null where there is one model alone
   */
  public record Ways(Inlet first, @Nullable Inlet second) {}

  private final Function<String, Ways> waysOf;

  /**
   * @param waysOf by the vertex that changes
   */
  public EpochInlets(Function<String, Ways> waysOf) {
    this.waysOf = waysOf;
  }

  @Override
  public void self(String vertex, float[] values, Cause cause) {
    Ways ways = waysOf.apply(vertex);
    ways.first.self(vertex, values, cause);
    if (ways.second != null) {
      ways.second.self(vertex, values, cause);
    }
  }

  @Override
  public void gone(String vertex, Cause cause) {
    Ways ways = waysOf.apply(vertex);
    ways.first.gone(vertex, cause);
    if (ways.second != null) {
      ways.second.gone(vertex, cause);
    }
  }

  @Override
  public void erased(String vertex, Cause cause) {
    Ways ways = waysOf.apply(vertex);
    ways.first.erased(vertex, cause);
    if (ways.second != null) {
      ways.second.erased(vertex, cause);
    }
  }

  @Override
  public void roll(String vertex, Roll roll, Cause cause) {
    Ways ways = waysOf.apply(vertex);
    ways.first.roll(vertex, roll, cause);
    if (ways.second != null) {
      ways.second.roll(vertex, roll, cause);
    }
  }

  @Override
  public void degree(String vertex, int mask, long change, Cause cause) {
    Ways ways = waysOf.apply(vertex);
    ways.first.degree(vertex, mask, change, cause);
    if (ways.second != null) {
      ways.second.degree(vertex, mask, change, cause);
    }
  }

  /** The in-edges of the target have changed. */
  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    Ways ways = waysOf.apply(target);
    ways.first.subscription(source, target, weight, mask, change, cause);
    if (ways.second != null) {
      ways.second.subscription(source, target, weight, mask, change, cause);
    }
  }

  @Override
  public void delta(String vertex, long count, long times, long[] values, Cause cause) {
    throw new IllegalStateException("the Neighborhood sends no deltas");
  }

  @Override
  public void mail(
      String vertex, String source, float @Nullable [] values, long sequence, Cause cause) {
    throw new IllegalStateException("the Neighborhood sends no mail");
  }
}
