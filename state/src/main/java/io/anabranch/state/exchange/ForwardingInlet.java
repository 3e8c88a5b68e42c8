// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import org.jspecify.annotations.Nullable;

/** Hands everything on to another inlet. */
public class ForwardingInlet implements Inlet {

  private final Inlet next;

  protected ForwardingInlet(Inlet next) {
    this.next = next;
  }

  @Override
  public void self(String vertex, float[] values, Cause cause) {
    next.self(vertex, values, cause);
  }

  @Override
  public void gone(String vertex, Cause cause) {
    next.gone(vertex, cause);
  }

  @Override
  public void erased(String vertex, Cause cause) {
    next.erased(vertex, cause);
  }

  @Override
  public void delta(String vertex, long count, long times, long[] values, Cause cause) {
    next.delta(vertex, count, times, values, cause);
  }

  @Override
  public void mail(
      String vertex, String source, float @Nullable [] values, long sequence, Cause cause) {
    next.mail(vertex, source, values, sequence, cause);
  }

  @Override
  public void roll(String vertex, Roll roll, Cause cause) {
    next.roll(vertex, roll, cause);
  }

  @Override
  public void degree(String vertex, int mask, long change, Cause cause) {
    next.degree(vertex, mask, change, cause);
  }

  @Override
  public void subscription(
      String source, String target, float weight, int mask, int change, Cause cause) {
    next.subscription(source, target, weight, mask, change, cause);
  }
}
