// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import java.util.EnumMap;
import java.util.Map;

/** What happened to the swaps of a run, counted: so that a test can tell that it did happen. */
final class Situations {

  /** What is counted. */
  enum Kind {
    /** The Neighborhood was told to begin. */
    BEGUN,
    /** A failure inside a sweep: between a tenth and nine tenths of it. */
    KILLED,
    /** A checkpoint from inside a sweep went on, on as many subtasks. */
    RESUMED,
    /** A checkpoint from inside a sweep went on, on more or fewer subtasks. */
    RESCALED,
    /** A model that could not follow was announced inside a sweep. */
    REFUSED,
    /** The next model was announced inside a sweep. */
    ANNOUNCED,
    /** A model that waited was passed over for a newer one. */
    REPLACED,
    /** A swap was begun before the one before it was through. */
    OVERLAPPED,
    /** At rest the slots of models that were served were looked through, and were empty. */
    CLEARED
  }

  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  void count(Kind kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  Map<Kind, Integer> counts() {
    return Map.copyOf(counts);
  }
}
