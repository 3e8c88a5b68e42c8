// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertTypes;
import io.anabranch.pipeline.explain.Asked;
import io.anabranch.pipeline.explain.Piece;
import io.anabranch.pipeline.explain.Pieces;
import io.anabranch.pipeline.explain.Pieces.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Where an alert waits for what its score is made of, and not for ever: when the answer is not
 * whole within a time, it goes on without, and says so. Keyed by the alert's key.
 *
 * <p>State: the alert, until it goes on; the pieces of the answer so far, and how many; a timer.
 * All of it goes with the alert. Pieces of nobody's alert are passed over.
 */
final class ExplainOperator extends KeyedProcessFunction<String, ExplainInput, Alert> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final long patienceMillis;

  // -- runtime
  private transient ValueState<Alert> waiting;
  private transient ValueState<Long> deadline;
  private transient ValueState<Integer> count;
  private transient MapState<String, byte[]> pieces;
  private transient Counter explained;
  private transient Counter unexplained;

  /**
   * @param patienceMillis how long an alert waits
   */
  ExplainOperator(long patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  @Override
  public void open(OpenContext context) {
    waiting = getRuntimeContext().getState(new ValueStateDescriptor<>("alert", AlertTypes.ALERT));
    deadline = getRuntimeContext().getState(new ValueStateDescriptor<>("deadline", Types.LONG));
    count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
    pieces =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "pieces", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    explained = getRuntimeContext().getMetricGroup().counter("alertsExplained");
    unexplained = getRuntimeContext().getMetricGroup().counter("alertsUnexplained");
  }

  @Override
  public void processElement(ExplainInput input, Context context, Collector<Alert> out)
      throws Exception {
    if (input.alert() != null) {
      take(input, context, out);
    } else if (waiting.value() != null) {
      take(input.piece(), context, out);
    }
  }

  private void take(ExplainInput input, Context context, Collector<Alert> out) throws Exception {
    if (!input.asked()) {
      out.collect(input.alert());
      return;
    }
    long until = context.timerService().currentProcessingTime() + patienceMillis;
    waiting.update(input.alert());
    deadline.update(until);
    context.timerService().registerProcessingTimeTimer(until);
  }

  private void take(Piece piece, Context context, Collector<Alert> out) throws Exception {
    String name = piece.name();
    Integer soFar = count.value();
    int now = (soFar == null ? 0 : soFar) + (pieces.contains(name) ? 0 : 1);
    pieces.put(name, bytes(piece));
    count.update(now);
    Asked asked = Asked.of(waiting.value());
    if (now >= Pieces.expected(asked, piece)) {
      context.timerService().deleteProcessingTimeTimer(deadline.value());
      goOn(Pieces.put(asked, read()), out);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Alert> out) throws Exception {
    if (waiting.value() != null) {
      goOn(Outcome.not("no answer in time"), out);
    }
  }

  private void goOn(Outcome outcome, Collector<Alert> out) throws Exception {
    Alert alert = waiting.value();
    if (outcome.part() != null) {
      explained.inc();
      out.collect(alert.with(outcome.part()));
    } else {
      unexplained.inc();
      out.collect(alert.with(outcome.why()));
    }
    waiting.clear();
    deadline.clear();
    count.clear();
    pieces.clear();
  }

  private List<Piece> read() throws Exception {
    List<Piece> all = new ArrayList<>();
    for (byte[] kept : pieces.values()) {
      all.add(Piece.read(new DataInputDeserializer(kept)));
    }
    return all;
  }

  private static byte[] bytes(Piece piece) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    piece.write(out);
    return out.getCopyOfBuffer();
  }
}
