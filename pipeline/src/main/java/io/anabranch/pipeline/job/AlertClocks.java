// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Message;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The clocks of the edge topic, for alerts. */
final class AlertClocks implements FlatMapFunction<Message, AlertInput> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(Message message, Collector<AlertInput> out) {
    if (message instanceof Message.Clock clock && clock.input() == InputTopic.EDGES) {
      out.collect(AlertInput.of(clock));
    }
  }
}
