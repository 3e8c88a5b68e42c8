// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.Metric;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Asks what the scores of alerts are made of, of so many a second. The question takes the way over
 * a topic to the beginning of the job, since a job has no way back.
 */
final class AskFunction extends ProcessFunction<Alert, ExplainInput> {

  private static final long serialVersionUID = 1L;
  private static final long SECOND = 1_000;

  // -- configuration
  private final int aSecond;
  private final EnumSet<Metric> metrics;
  private final OutputTag<byte[]> questions;

  // -- runtime
  private transient long second;
  private transient int asked;

  /**
   * @param aSecond of so many alerts a second and subtask
   * @param metrics of scores that can be taken apart; not empty
   */
  AskFunction(int aSecond, Set<Metric> metrics, OutputTag<byte[]> questions) {
    this.aSecond = aSecond;
    this.metrics = EnumSet.copyOf(metrics);
    this.questions = questions;
  }

  @Override
  public void processElement(Alert alert, Context context, Collector<ExplainInput> out) {
    boolean asks = canAsk(alert) && mayAsk(context.timerService().currentProcessingTime() / SECOND);
    out.collect(ExplainInput.of(alert.withoutBefore(), asks));
    if (asks) {
      context.output(questions, new Questions().encode(alert));
    }
  }

  /** Of a jump somebody has to know where it began. */
  private boolean canAsk(Alert alert) {
    return metrics.contains(alert.metric())
        && (alert.metric() != Metric.EMBEDDING_JUMP || alert.before() != null);
  }

  private boolean mayAsk(long now) {
    if (now != second) {
      second = now;
      asked = 0;
    }
    return asked++ < aSecond;
  }
}
