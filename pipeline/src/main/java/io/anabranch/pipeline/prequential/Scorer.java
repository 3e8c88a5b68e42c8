// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Somebody who ranks, and how well. */
final class Scorer {

  private final String name;
  private final Rule rule;
  private final Fading fading;
  private Scoreboard scoreboard;

  Scorer(String name, Rule rule, Fading fading) {
    this.name = name;
    this.rule = rule;
    this.fading = fading;
    this.scoreboard = new Scoreboard(fading);
  }

  String name() {
    return name;
  }

  /** The rank of the first candidate, the true one; it is measured beside the last, a drawn one. */
  double rank(Query query, double[] scores) {
    int n = query.candidates().size();
    rule.score(query, scores);
    return scoreboard.add(scores, n, 0, n - 1);
  }

  Measures measures() {
    return scoreboard.measures(name);
  }

  void write(DataOutput out) throws IOException {
    scoreboard.write(out);
  }

  void read(DataInput in) throws IOException {
    scoreboard = Scoreboard.read(in, fading);
  }
}
