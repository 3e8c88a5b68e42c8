// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.control;

import io.anabranch.state.exchange.Message.Mark;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The marks that one key group has heard, a bit for each sender. Hearing a mark again changes
 * nothing, so marks may be repeated after a failure. Bounded: of probes that never complete only
 * the latest few are remembered.
 */
public final class Marks {

  /** Probes under way at one time. */
  static final int LIMIT = 16;

  private final Map<String, BitSet> heard = new LinkedHashMap<>();

  /** Hears a mark; true when it was the last one missing, and then the probe is forgotten. */
  public boolean hear(Mark mark) {
    if (mark.from() < 0 || mark.from() >= mark.of()) {
      throw new IllegalArgumentException("a mark from sender " + mark.from() + " of " + mark.of());
    }
    BitSet senders = heard.computeIfAbsent(mark.probe(), probe -> new BitSet());
    senders.set(mark.from());
    if (senders.cardinality() == mark.of()) {
      heard.remove(mark.probe());
      return true;
    }
    if (heard.size() > LIMIT) {
      heard.remove(heard.keySet().iterator().next());
    }
    return false;
  }

  /** True when no probe is under way. */
  public boolean isEmpty() {
    return heard.isEmpty();
  }

  /** What was heard, to be kept. */
  Map<String, BitSet> heard() {
    return heard;
  }
}
