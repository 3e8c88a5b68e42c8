// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.HashMap;
import java.util.Map;

/** The pairs that had an edge, in either direction, and when the last one was. */
public final class Known {

  private final Map<Long, Long> last = new HashMap<>();

  /** Those of a snapshot. */
  public Known(GraphSnapshot.Edges edges) {
    for (int e = 0; e < edges.count(); e++) {
      last.merge(pair(edges.sources()[e], edges.targets()[e]), edges.timestamps()[e], Math::max);
    }
  }

  private static long pair(int u, int v) {
    return (long) Math.min(u, v) << 32 | Math.max(u, v);
  }

  /** Whether there was an edge between them. */
  public boolean has(int u, int v) {
    return last.containsKey(pair(u, v));
  }

  /** The latest timestamp; {@link Long#MIN_VALUE} where there was none. */
  public long last(int u, int v) {
    return last.getOrDefault(pair(u, v), Long.MIN_VALUE);
  }
}
