// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.pipeline.verify.Comparison;
import io.anabranch.pipeline.verify.Verifier.Report;
import java.util.Locale;

/**
 * What was found when all was over.
 *
 * @param report the topic against a recompute
 * @param state the last layer's state against the topic
 * @param missing records sent that are not in the input topics
 */
record Judgement(Report report, TopicAudit topic, Comparison state, long missing) {

  boolean passed() {
    return report.isExact()
        && state.isExact()
        && missing == 0
        && report.refused() == 0
        && topic.deadLetters() == 0
        && topic.isOnce();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d records in%s; topic: %s; state: %s; %s",
        report.records(),
        missing == 0 && report.refused() == 0
            ? ", none lost"
            : String.format(Locale.ROOT, ", %,d LOST, %,d REFUSED", missing, report.refused()),
        report.comparison(),
        state,
        topic);
  }
}
