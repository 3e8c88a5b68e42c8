// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Message;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * What the watch for rings needs of the gate beside edges: each is told to every group, once is
 * enough.
 */
final class RingTimes implements FlatMapFunction<Message, RingInput> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(Message message, Collector<RingInput> out) {
    if (message instanceof Message.Erase erase && erase.group() == 0) {
      out.collect(RingInput.erase(erase.event().vertex()));
    } else if (message instanceof Message.Clock clock
        && clock.group() == 0
        && clock.input() == InputTopic.EDGES) {
      out.collect(RingInput.clock(clock.partition(), clock.partitions(), clock.time()));
    }
  }
}
