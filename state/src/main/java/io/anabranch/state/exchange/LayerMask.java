// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

/**
 * The layers that take what an edge carries, as bits, seen from the stage that is told: bit 0 is
 * the layer right behind that stage, which sends to it; the bits above are for the stages to come.
 */
public final class LayerMask {

  /** Every layer there is. It stays what it is from stage to stage. */
  public static final int ALL = -1;

  private LayerMask() {}

  /** Whether the layer right behind takes it. */
  public static boolean takesNext(int mask) {
    return (mask & 1) != 0;
  }

  /** The same layers seen from the next stage; 0 when none of them is left. */
  public static int onward(int mask) {
    return mask >> 1;
  }
}
