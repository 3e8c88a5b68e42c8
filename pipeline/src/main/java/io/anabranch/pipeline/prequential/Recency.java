// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.Arrays;

/** The partner met last comes again: the score is the time of the last meeting. */
public final class Recency implements Rule {

  private final StreamMemory memory;
  private final boolean twoWay;

  private Recency(StreamMemory memory, boolean twoWay) {
    this.memory = memory;
    this.twoWay = twoWay;
  }

  /** By whom the source acted on. */
  public static Recency ofPartners(StreamMemory memory) {
    return new Recency(memory, false);
  }

  /** Also by who acted on the source: an answer follows a message. For graphs of one kind. */
  public static Recency twoWay(StreamMemory memory) {
    return new Recency(memory, true);
  }

  @Override
  public void score(Query query, double[] scores) {
    Arrays.fill(scores, 0, query.candidates().size(), Double.NEGATIVE_INFINITY);
    raise(memory.partners(query.src()), query.candidates(), scores);
    if (twoWay) {
      raise(memory.visitors(query.src()), query.candidates(), scores);
    }
  }

  private static void raise(Partners partners, Candidates candidates, double[] scores) {
    for (int at = 0; at < partners.size(); at++) {
      int position = candidates.position(partners.vertex(at));
      if (position >= 0) {
        scores[position] = Math.max(scores[position], partners.last(at));
      }
    }
  }
}
