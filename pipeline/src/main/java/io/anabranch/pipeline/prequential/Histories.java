// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntPredicate;

/** The partners of each vertex. Bound: vertices x partners of each. */
final class Histories {

  private static final Partners NOBODY = new Partners(); // never written to

  private final int bound;
  private final Slots<Partners> partners;

  /**
   * @param bound of the partners of one vertex
   */
  Histories(int bound) {
    this(bound, new Slots<>());
  }

  private Histories(int bound, Slots<Partners> partners) {
    this.bound = bound;
    this.partners = partners;
  }

  /** Takes a meeting in, and says whether it is the first of the two. */
  boolean meet(int vertex, int partner, long time) {
    return partners.get(vertex, Partners::new).meet(partner, time, bound);
  }

  /** Whom a vertex met; nobody when it is unknown. */
  Partners of(int vertex) {
    Partners found = partners.get(vertex);
    return found == null ? NOBODY : found;
  }

  void forget(IntPredicate gone) {
    partners.removeIf(gone);
    for (int vertex : partners.vertices()) {
      partners.get(vertex).removeIf(gone);
    }
  }

  /** How many pairs are kept. */
  long entries() {
    long entries = 0;
    for (int vertex : partners.vertices()) {
      entries += partners.get(vertex).size();
    }
    return entries;
  }

  void write(DataOutput out) throws IOException {
    partners.write(out, Partners::write);
  }

  static Histories read(DataInput in, int bound) throws IOException {
    return new Histories(bound, Slots.read(in, Partners::read));
  }
}
