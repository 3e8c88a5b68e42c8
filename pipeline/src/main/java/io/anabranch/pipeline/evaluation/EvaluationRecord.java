// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.pipeline.prequential.Drift;
import io.anabranch.pipeline.prequential.Measures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well everybody tells the stream beforehand, as of the end of a period.
 *
 * @param period its end, in milliseconds of event time
 * @param last whether the input has ended before the period did
 * @param counts of edges
 * @param modelVersion whose embeddings rank; null where there are none yet, or they do not rank
 * @param scorers the faded measures of each; NaN before anything was ranked
 * @param drift whether the watched one does worse than it used to
 */
public record EvaluationRecord(
    long period,
    boolean last,
    Counts counts,
    @Nullable Integer modelVersion,
    List<Measures> scorers,
    Drift drift) {

  /**
   * How many edges there were since the record before.
   *
   * @param edges that were learnt
   * @param ranked those among them that were ranked
   * @param repeated edges that had come before, and count no second time
   * @param rankedInAll since the evaluation began
   */
  public record Counts(long edges, long ranked, long repeated, long rankedInAll) {}

  public EvaluationRecord {
    scorers = List.copyOf(scorers);
  }
}
