// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import java.util.ArrayList;
import java.util.List;

/** Changes of the members of a sample, summed up by source, weight and layers: a handful. */
final class Changes {

  private record Change(String src, float weight, int mask, int by) {

    boolean isLike(Change other) {
      return mask == other.mask
          && Float.floatToRawIntBits(weight) == Float.floatToRawIntBits(other.weight)
          && src.equals(other.src);
    }
  }

  private final List<Change> pending = new ArrayList<>();

  void add(RankedEdge edge, int mask, int by) {
    Change change = new Change(edge.src(), edge.weight(), mask, by);
    for (int i = pending.size() - 1; i >= 0; i--) {
      if (pending.get(i).isLike(change)) {
        Change sum = new Change(edge.src(), edge.weight(), mask, pending.get(i).by + by);
        pending.remove(i);
        if (sum.by != 0) {
          pending.add(i, sum);
        }
        return;
      }
    }
    pending.add(change);
  }

  /** Tells all and forgets it. */
  void tell(Sampler.Listener listener) {
    for (Change change : pending) {
      listener.changed(change.src, change.weight, change.mask, change.by);
    }
    pending.clear();
  }
}
