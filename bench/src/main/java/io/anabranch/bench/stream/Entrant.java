// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.pipeline.prequential.Query;
import io.anabranch.pipeline.prequential.Rule;

/** One who says who is next, and may learn who it was. */
interface Entrant {

  String name();

  void score(Query query, double[] scores);

  /**
   * Learns from an edge; scores change at the next {@link #publish}.
   *
   * @param target the position of the true partner
   */
  void learn(Query query, int target);

  /** What was learnt counts from now on. */
  void publish();

  /** A rule, which learns by its memory alone. */
  static Entrant of(String name, Rule rule) {
    return new Entrant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void score(Query query, double[] scores) {
        rule.score(query, scores);
      }

      @Override
      public void learn(Query query, int target) {}

      @Override
      public void publish() {}
    };
  }
}
