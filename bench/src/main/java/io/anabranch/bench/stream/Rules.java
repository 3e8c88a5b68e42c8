// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.pipeline.prequential.DecayedPopularity;
import io.anabranch.pipeline.prequential.EdgeBank;
import io.anabranch.pipeline.prequential.InTurn;
import io.anabranch.pipeline.prequential.Recency;
import io.anabranch.pipeline.prequential.StreamMemory;
import java.util.ArrayList;
import java.util.List;

/** The rules that the combination is measured against. */
final class Rules {

  private Rules() {}

  /**
   * @param memory that they look at
   * @param window of the time-window EdgeBank
   * @param twoWay whether answers count, too
   */
  static List<Entrant> of(StreamMemory memory, long window, boolean twoWay) {
    List<Entrant> rules = new ArrayList<>();
    rules.add(Entrant.of("EdgeBank, unlimited", EdgeBank.unlimited(memory)));
    rules.add(Entrant.of("EdgeBank, time window", EdgeBank.within(memory, window)));
    Recency recency = twoWay ? Recency.twoWay(memory) : Recency.ofPartners(memory);
    rules.add(Entrant.of(twoWay ? "two-way recency" : "recency", recency));
    return rules;
  }

  /** Decayed popularity, alone and to break the ties of recency. */
  static List<Entrant> popularity(StreamMemory memory, double halfLife, boolean twoWay) {
    DecayedPopularity popularity = new DecayedPopularity(memory, halfLife);
    Recency recency = twoWay ? Recency.twoWay(memory) : Recency.ofPartners(memory);
    return List.of(
        Entrant.of("decayed popularity", popularity),
        Entrant.of("recency, then decayed popularity", new InTurn(recency, popularity)));
  }
}
