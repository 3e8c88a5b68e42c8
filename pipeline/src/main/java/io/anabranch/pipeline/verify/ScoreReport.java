// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.util.List;
import java.util.Locale;

/**
 * Scores computed anew from the rows that they name.
 *
 * @param scores how many there are
 * @param identical how many have the same bits
 * @param gone how many name a row that the embeddings topic does not hold: compacted away, or never
 *     written since the job failed first
 * @param unscored records without a score
 * @param faults the first scores that differ, or pair rows of two models
 */
public record ScoreReport(
    long scores, long identical, long gone, long unscored, List<String> faults) {

  /** True when every score that can be computed anew has the same bits. */
  public boolean isExact() {
    return faults.isEmpty() && identical + gone == scores;
  }

  @Override
  public String toString() {
    String verdict =
        String.format(
            Locale.ROOT,
            "%,d of %,d scores bit-identical, %,d name rows that are gone, %,d records have none",
            identical,
            scores,
            gone,
            unscored);
    return faults.isEmpty() ? verdict : verdict + "; " + String.join("; ", faults);
  }
}
