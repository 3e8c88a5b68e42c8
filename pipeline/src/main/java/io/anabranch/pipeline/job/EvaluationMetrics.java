// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.pipeline.evaluation.EvaluationSettings;
import io.anabranch.pipeline.prequential.Measures;
import io.anabranch.pipeline.prequential.ScorerName;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the evaluation shows: the last record, and counts of edges up to it. */
final class EvaluationMetrics {

  private final Counter edges;
  private final Counter ranked;
  private final Counter repeated;
  private volatile EvaluationRecord last; // read by those who ask for metrics; null: none yet

  EvaluationMetrics(MetricGroup group, EvaluationSettings settings) {
    edges = group.counter("edgesLearnt");
    ranked = group.counter("edgesRanked");
    repeated = group.counter("edgesRepeated");
    for (ScorerName scorer : ScorerName.values()) {
      if (settings.config().embeddings() || scorer != ScorerName.EMBEDDINGS) {
        MetricGroup own = group.addGroup("scorer", scorer.text());
        gauge(own, "mrr", scorer, Measures::mrr);
        gauge(own, "auc", scorer, Measures::auc);
        gauge(own, "averagePrecision", scorer, Measures::averagePrecision);
      }
    }
    group.gauge("driftFallen", () -> last != null && last.drift().fallen() ? 1 : 0);
    group.gauge("driftReference", () -> last == null ? Double.NaN : last.drift().reference());
  }

  private void gauge(
      MetricGroup group, String name, ScorerName scorer, ToDoubleFunction<Measures> measure) {
    group.gauge(
        name,
        (Gauge<Double>)
            () ->
                last == null
                    ? Double.NaN
                    : last.scorers().stream()
                        .filter(measures -> measures.scorer().equals(scorer.text()))
                        .mapToDouble(measure)
                        .findFirst()
                        .orElse(Double.NaN));
  }

  void told(EvaluationRecord record) {
    edges.inc(record.counts().edges());
    ranked.inc(record.counts().ranked());
    repeated.inc(record.counts().repeated());
    last = record;
  }
}
