// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntPredicate;

/**
 * Which partners go together: item to item, as in Linden, Smith, York, "Amazon.com
 * Recommendations", 2003, and first-order transitions. Bound: three counts a vertex, each of so
 * many others.
 */
final class CoVisits {

  private static final int RECENT = 30; // with how many earlier partners a new one goes together

  private final int bound;
  private final Slots<Counts> next;
  private final Slots<Counts> nextNew;
  private final Slots<Counts> together;

  CoVisits(int bound) {
    this(bound, new Slots<>(), new Slots<>(), new Slots<>());
  }

  private CoVisits(int bound, Slots<Counts> next, Slots<Counts> nextNew, Slots<Counts> together) {
    this.bound = bound;
    this.next = next;
    this.nextNew = nextNew;
    this.together = together;
  }

  /**
   * Takes in that a vertex met a partner.
   *
   * @param before whom the vertex had met before
   */
  void add(Partners before, int partner, boolean isFirst) {
    int n = before.size();
    if (n > 0 && before.vertex(n - 1) != partner) {
      count(next, before.vertex(n - 1), partner);
      if (isFirst) {
        count(nextNew, before.vertex(n - 1), partner);
      }
    }
    if (isFirst) {
      for (int at = Math.max(0, n - RECENT); at < n; at++) {
        count(together, before.vertex(at), partner);
        count(together, partner, before.vertex(at));
      }
    }
  }

  private void count(Slots<Counts> of, int vertex, int other) {
    of.get(vertex, Counts::new).add(other, bound);
  }

  /** Who came next after this partner; null when nobody did. */
  Counts next(int vertex) {
    return next.get(vertex);
  }

  /** The same, first meetings only. */
  Counts nextNew(int vertex) {
    return nextNew.get(vertex);
  }

  /** With whom this partner shares vertices that met both. */
  Counts together(int vertex) {
    return together.get(vertex);
  }

  void forget(IntPredicate gone) {
    forget(next, gone);
    forget(nextNew, gone);
    forget(together, gone);
  }

  private static void forget(Slots<Counts> of, IntPredicate gone) {
    of.removeIf(gone);
    for (int vertex : of.vertices()) {
      of.get(vertex).removeIf(gone);
      if (of.get(vertex).size() == 0) {
        of.remove(vertex);
      }
    }
  }

  long entries() {
    return entries(next) + entries(nextNew) + entries(together);
  }

  private static long entries(Slots<Counts> of) {
    long entries = 0;
    for (int vertex : of.vertices()) {
      entries += of.get(vertex).size();
    }
    return entries;
  }

  void write(DataOutput out) throws IOException {
    next.write(out, Counts::write);
    nextNew.write(out, Counts::write);
    together.write(out, Counts::write);
  }

  static CoVisits read(DataInput in, int bound) throws IOException {
    return new CoVisits(
        bound,
        Slots.read(in, Counts::read),
        Slots.read(in, Counts::read),
        Slots.read(in, Counts::read));
  }
}
