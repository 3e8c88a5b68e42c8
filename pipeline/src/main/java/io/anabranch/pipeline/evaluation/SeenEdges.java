// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.sample.EdgeHash;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Edges that may still come again, by a hash. One that is older than the horizon does not pass the
 * gate any more, so that it need not be known. Bound: so many; where there are more, the oldest go
 * first, and would count again.
 */
final class SeenEdges {

  private static final Comparator<Seen> OLDEST_FIRST =
      Comparator.comparingLong(Seen::time).thenComparingLong(Seen::hash);

  private record Seen(long time, long hash) {}

  private final int bound;
  private final LongOpenHashSet hashes = new LongOpenHashSet();
  private final PriorityQueue<Seen> order = new PriorityQueue<>(OLDEST_FIRST);

  SeenEdges(int bound) {
    this.bound = bound;
  }

  /** Of what makes an edge that edge: two writes of one edge at one time are the same. */
  static long hash(EdgeEvent edge) {
    return EdgeHash.of(edge.src(), edge.dst() + '\0' + edge.id(), edge.timestamp());
  }

  /** Takes an edge in; false when it was there. */
  boolean add(long hash, long time) {
    if (!hashes.add(hash)) {
      return false;
    }
    order.add(new Seen(time, hash));
    if (order.size() > bound) {
      hashes.remove(order.remove().hash());
    }
    return true;
  }

  /** Leaves none that is older. */
  void forgetBefore(long time) {
    while (!order.isEmpty() && order.peek().time() < time) {
      hashes.remove(order.remove().hash());
    }
  }

  int size() {
    return order.size();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(order.size());
    for (Seen seen : order) { // read in this order, it is the same heap
      out.writeLong(seen.time());
      out.writeLong(seen.hash());
    }
  }

  static SeenEdges read(DataInput in, int bound) throws IOException {
    SeenEdges edges = new SeenEdges(bound);
    for (int left = in.readInt(); left > 0; left--) {
      long time = in.readLong();
      edges.add(in.readLong(), time);
    }
    return edges;
  }
}
