// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import org.jspecify.annotations.Nullable;

/** Tells two inlets the same, one after the other. */
public final class ForkedInlet extends ForwardingInlet {

  private final Inlet other;

  /**
   * @param first hears it first
   * @param other hears it, too
   */
  public ForkedInlet(Inlet first, Inlet other) {
    super(first);
    this.other = other;
  }

  @Override
  public void self(String vertex, float[] values, Cause cause) {
    super.self(vertex, values, cause);
    other.self(vertex, values, cause);
  }

  @Override
  public void gone(String vertex, Cause cause) {
    super.gone(vertex, cause);
    other.gone(vertex, cause);
  }

  @Override
  public void erased(String vertex, Cause cause) {
    super.erased(vertex, cause);
    other.erased(vertex, cause);
  }

  @Override
  public void delta(String vertex, long count, long times, long[] values, Cause cause) {
    super.delta(vertex, count, times, values, cause);
    other.delta(vertex, count, times, values, cause);
  }

  @Override
  public void mail(
      String vertex, String source, float @Nullable [] values, long sequence, Cause cause) {
    super.mail(vertex, source, values, sequence, cause);
    other.mail(vertex, source, values, sequence, cause);
  }

  @Override
  public void roll(String vertex, Roll roll, Cause cause) {
    super.roll(vertex, roll, cause);
    other.roll(vertex, roll, cause);
  }

  @Override
  public void degree(String vertex, int mask, long change, Cause cause) {
    super.degree(vertex, mask, change, cause);
    other.degree(vertex, mask, change, cause);
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    super.subscription(source, target, weight, mask, change, cause);
    other.subscription(source, target, weight, mask, change, cause);
  }
}
