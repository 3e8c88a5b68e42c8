// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.List;

/** Users 0, 1, 2 and pages 10, 11, 12, 13, with times to be followed by hand. */
final class SmallStream {

  static final double HALF_LIFE = 100;

  static final MemoryLimits LIMITS = new MemoryLimits(8, 8, 8, List.of(HALF_LIFE));

  private SmallStream() {}

  /** 0: 10, 11, 10; 1: 11, 12; 2: 12. */
  static StreamMemory memory() {
    return learnt(
        new int[][] {
          {0, 10, 100}, {0, 11, 200}, {1, 11, 200}, {0, 10, 300}, {1, 12, 300}, {2, 12, 400}
        });
  }

  static StreamMemory learnt(int[][] edges) {
    StreamMemory memory = new StreamMemory(LIMITS);
    for (int[] edge : edges) {
      memory.learn(new Interaction(edge[0], edge[1], edge[2]));
    }
    return memory;
  }

  static Query query(int src, long time) {
    return new Query(src, time, Candidates.of(10, 11, 12, 13));
  }

  static double[] scores(Rule rule, int src, long time) {
    double[] scores = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    rule.score(query(src, time), scores);
    return scores;
  }
}
