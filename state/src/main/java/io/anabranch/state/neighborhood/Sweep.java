// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.exchange.Cause;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the edges of erased vertices out of the in-edges of all others, in small steps between
 * other work, for all erases that have been heard when it begins; for those heard later there is a
 * next one. A vertex that comes into being during a sweep needs no visit: from when an erase is
 * heard, it holds off the writes that it takes away. In between it takes out the in-edges that an
 * erased vertex has left: those come first.
 *
 * <p>The step is a page of in-edges, not a vertex, which may have very many. Where nearly all of n
 * in-edges go, pages are merged behind the sweep, and the fullest before it grows to some 8 sqrt(n)
 * edges. Where a sweep stands is not kept: after a failure it begins anew, and looking twice
 * changes nothing.
 */
public final class Sweep {

  /** What a visit of a page costs at the least, in edges. */
  private static final int VISIT = 16;

  private final Neighborhood neighborhood;
  private final Erases erases;
  private final Supplier<Iterator<String>> keys;
  private @Nullable Iterator<String> left; // null when none is under way
  private Cause cause; // the erases behind the sweep
  private @Nullable Visit visit; // null: between two vertices

  /**
   * @param keys all vertices that are kept now, as they are now, some perhaps twice; not disturbed
   *     by what happens to them later
   */
  public Sweep(Neighborhood neighborhood, Erases erases, Supplier<Iterator<String>> keys) {
    this.neighborhood = neighborhood;
    this.erases = erases;
    this.keys = keys;
  }

  /** True when there is something to do: a sweep is under way, or an erase waits for one. */
  public boolean isDue() {
    return visit != null || left != null || erases.isWaiting();
  }

  /**
   * Looks at some edges more, if a sweep is due, at one page at the least; ends the sweep when it
   * has been everywhere.
   */
  public void step(int edges) {
    long rest = edges;
    while (rest > 0 && isDue()) {
      rest -= look();
      if (visit == null && left != null && !left.hasNext()) {
        end();
        return;
      }
    }
  }

  private int look() {
    if (visit == null) {
      visit = nextVisit();
      if (visit == null) {
        return VISIT;
      }
    }
    Visit next = neighborhood.sweep(visit);
    visit = next.isThrough() ? null : next;
    return Math.max(VISIT, next.looked());
  }

  private @Nullable Visit nextVisit() {
    Visit erased = erases.takeLeft();
    if (erased != null) {
      return erased;
    }
    if (left == null) {
      cause = erases.begin();
      left = keys.get();
    }
    return left.hasNext() ? Visit.of(left.next(), cause) : null;
  }

  private void end() {
    left = null;
    erases.end();
    neighborhood.forgetErases();
  }
}
