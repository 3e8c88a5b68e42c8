// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.Metric;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Asks what the scores of alerts are made of, of so many a second: of surprises, which are scores
 * of two rows. The question takes the way over the status topic to the beginning of the job, since
 * a job has no way back.
 */
final class AskFunction extends ProcessFunction<Alert, ExplainInput> {

  private static final long serialVersionUID = 1L;
  private static final long SECOND = 1_000;

  // -- configuration
  private final int aSecond;
  private final OutputTag<byte[]> questions;

  // -- runtime
  private transient long second;
  private transient int asked;

  AskFunction(int aSecond, OutputTag<byte[]> questions) {
    this.aSecond = aSecond;
    this.questions = questions;
  }

  @Override
  public void processElement(Alert alert, Context context, Collector<ExplainInput> out) {
    boolean asks =
        alert.metric() == Metric.SURPRISE
            && mayAsk(context.timerService().currentProcessingTime() / SECOND);
    out.collect(ExplainInput.of(alert, asks));
    if (asks) {
      context.output(questions, new Questions().encode(alert));
    }
  }

  private boolean mayAsk(long now) {
    if (now != second) {
      second = now;
      asked = 0;
    }
    return asked++ < aSecond;
  }
}
