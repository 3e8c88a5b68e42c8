// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.state.event.EdgeEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Vertices that were erased, up to when: an edge of theirs that was written before and comes after
 * is none. Bound: an entry for each erase that the horizon has not passed.
 */
final class ErasedVertices {

  private record Erased(long time, String vertex) {}

  private static final Comparator<Erased> OLDEST_FIRST =
      Comparator.comparingLong(Erased::time).thenComparing(Erased::vertex);

  private final Map<String, Long> times = new HashMap<>();
  private final PriorityQueue<Erased> order = new PriorityQueue<>(OLDEST_FIRST);

  void add(String vertex, long time) {
    Long before = times.get(vertex);
    if (before == null || before < time) {
      times.put(vertex, time);
      order.add(new Erased(time, vertex));
    }
  }

  /** Whether an erase takes an edge away. */
  boolean takes(EdgeEvent edge) {
    return !times.isEmpty()
        && (takes(edge.src(), edge.timestamp()) || takes(edge.dst(), edge.timestamp()));
  }

  private boolean takes(String vertex, long time) {
    Long erased = times.get(vertex);
    return erased != null && time <= erased;
  }

  /** No edge that is older than the horizon is still to come. */
  void forgetBefore(long horizon) {
    while (!order.isEmpty() && order.peek().time() < horizon) {
      Erased oldest = order.remove();
      times.remove(oldest.vertex(), oldest.time());
    }
  }

  int size() {
    return order.size();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(times.size());
    for (Map.Entry<String, Long> erased :
        times.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
      out.writeUTF(erased.getKey());
      out.writeLong(erased.getValue());
    }
  }

  static ErasedVertices read(DataInput in) throws IOException {
    ErasedVertices vertices = new ErasedVertices();
    for (int left = in.readInt(); left > 0; left--) {
      String vertex = in.readUTF();
      vertices.add(vertex, in.readLong());
    }
    return vertices;
  }
}
