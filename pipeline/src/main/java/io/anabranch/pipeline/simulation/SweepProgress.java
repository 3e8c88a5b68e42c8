// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.pipeline.swap.Telling;
import io.anabranch.state.exchange.KeyGroups;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** How far the sweeps of a job are. */
final class SweepProgress implements Telling.Progress {

  private final Map<Integer, BitSet> groups = new HashMap<>(); // that were told, by epoch

  @Override
  public void begun(int epoch) {}

  @Override
  public void told(int group, int epoch, long vertices) {
    groups.computeIfAbsent(epoch, e -> new BitSet()).set(group);
  }

  int percent(int epoch) {
    BitSet told = groups.get(epoch);
    return told == null ? 0 : 100 * told.cardinality() / KeyGroups.COUNT;
  }
}
