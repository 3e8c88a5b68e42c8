// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.pipeline.prequential.Drift;
import io.anabranch.pipeline.prequential.Measures;
import java.time.Instant;
import java.util.Locale;

/** A record for eyes: a line of counts, a line a scorer, a line of drift. */
public final class EvaluationTable {

  private EvaluationTable() {}

  /** Lines without one at the end. */
  public static String of(EvaluationRecord record) {
    StringBuilder text = new StringBuilder(head(record));
    text.append(format("\n  %-20s %7s %7s %7s", "scorer", "AUC", "AP", "MRR"));
    for (Measures measures : record.scorers()) {
      text.append(
          format(
              "\n  %-20s %7s %7s %7s",
              measures.scorer(),
              figure(measures.auc()),
              figure(measures.averagePrecision()),
              figure(measures.mrr())));
    }
    return text.append("\n  ").append(drift(record.drift())).toString();
  }

  private static String head(EvaluationRecord record) {
    return format(
        "%s %s: %,d edges, %,d of them ranked, %,d in all; %s",
        record.last() ? "up to the end, before" : "up to",
        Instant.ofEpochMilli(record.period()),
        record.counts().edges(),
        record.counts().ranked(),
        record.counts().rankedInAll(),
        record.modelVersion() == null
            ? "no embeddings"
            : "embeddings of model version " + record.modelVersion());
  }

  private static String drift(Drift drift) {
    return format(
        "%s of %s is %s, its reference %s: %s",
        drift.metric().toUpperCase(Locale.ROOT),
        drift.scorer(),
        figure(drift.value()),
        figure(drift.reference()),
        drift.since() == null
            ? "no drift"
            : "fallen since the period up to " + Instant.ofEpochMilli(drift.since()));
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "-" : format("%.4f", value);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
