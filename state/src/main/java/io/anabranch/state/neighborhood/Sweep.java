// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.exchange.Cause;
import java.util.Iterator;
import java.util.function.Supplier;

/**
 * Takes the edges of erased vertices out of the in-edges of all others, in small steps between
 * other work, for all erases that have been heard when it begins; for those heard later there is a
 * next one. A vertex that comes into being during a sweep needs no visit: from when an erase is
 * heard, it holds off the writes that it takes away.
 */
public final class Sweep {

  private final Neighborhood neighborhood;
  private final Erases erases;
  private final Supplier<Iterator<String>> keys;
  private Iterator<String> left; // null when none is under way
  private Cause cause; // the erases behind the sweep

  /**
   * @param keys all vertices that are kept now, as they are now, some perhaps twice; not disturbed
   *     by what happens to them later
   */
  public Sweep(Neighborhood neighborhood, Erases erases, Supplier<Iterator<String>> keys) {
    this.neighborhood = neighborhood;
    this.erases = erases;
    this.keys = keys;
  }

  /** True when a sweep is under way, or an erase waits for one. */
  public boolean isDue() {
    return left != null || erases.isWaiting();
  }

  /** Visits some vertices more, if a sweep is due; ends the sweep when it has visited all. */
  public void step(int vertices) {
    if (!isDue()) {
      return;
    }
    if (left == null) {
      cause = erases.begin();
      left = keys.get();
    }
    for (int i = 0; i < vertices && left.hasNext(); i++) {
      neighborhood.sweep(left.next(), cause);
    }
    if (!left.hasNext()) {
      left = null;
      erases.end();
      neighborhood.forgetErases();
    }
  }
}
