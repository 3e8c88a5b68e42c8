// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.IntPredicate;

/** How often each vertex was acted on, lately and ever. Bound: one tally a vertex. */
final class Popularity {

  private final double[] halfLives;
  private final Tally none;
  private final Slots<Tally> tallies;

  /**
   * @param halfLives in milliseconds
   */
  Popularity(double[] halfLives) {
    this(halfLives, new Slots<>());
  }

  private Popularity(double[] halfLives, Slots<Tally> tallies) {
    this.halfLives = halfLives;
    this.none = new Tally(halfLives.length);
    this.tallies = tallies;
  }

  void add(int vertex, long time, boolean isFirst) {
    tallies.get(vertex, () -> new Tally(halfLives.length)).add(time, isFirst, halfLives);
  }

  /** That of a vertex; an empty one when it is unknown. */
  Tally of(int vertex) {
    Tally found = tallies.get(vertex);
    return found == null ? none : found;
  }

  void forget(IntPredicate gone) {
    tallies.removeIf(gone);
  }

  long entries() {
    return tallies.vertices().length;
  }

  void write(DataOutput out) throws IOException {
    tallies.write(out, Tally::write);
  }

  static Popularity read(DataInput in, double[] halfLives) throws IOException {
    return new Popularity(halfLives, Slots.read(in, from -> Tally.read(from, halfLives.length)));
  }
}
