// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.io.Serializable;

/**
 * How fast the stages of a new model are told what there is, between other work. What a step takes
 * counts until all of it has been handed on: where those behind cannot keep up it takes longer, and
 * so does the pause after it, in which they do.
 *
 * @param vertices that a subtask tells in one step
 * @param pause milliseconds before the next step, at least; twice as long as the step took
 */
record TellingPace(int vertices, long pause) implements Serializable {

  private static final int STEPS = 10; // a second, at most: what is told together is sent together
  private static final int REST = 2; // times as long as a step took is the pause after it

  /** So many vertices a second, at most. */
  static TellingPace of(int rate) {
    int vertices = Math.max(1, rate / STEPS);
    return new TellingPace(vertices, 1_000L * vertices / rate);
  }

  /** Milliseconds between a step that took so long and the next one. */
  long after(long millis) {
    return Math.max(pause, REST * millis);
  }
}
