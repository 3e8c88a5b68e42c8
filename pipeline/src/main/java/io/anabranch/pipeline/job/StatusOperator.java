// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.StatusCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Answers probes, alone for the whole job. An answer goes out when the first checkpoint that holds
 * it is complete: by then every embedding before the probe has reached Kafka. At the end of a
 * bounded input that is so without a checkpoint, because the sinks before this one have flushed.
 */
final class StatusOperator extends AbstractStreamOperator<byte[]>
    implements OneInputStreamOperator<StatusPart, byte[]>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  // -- runtime
  private transient StatusCodec codec;
  private transient ProbeBoard board;
  private transient List<byte[]> fresh; // since the last barrier
  private transient TreeMap<Long, List<byte[]>> waiting; // by checkpoint
  private transient ListState<StatusPart> partsState;
  private transient ListState<byte[]> answersState;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    codec = new StatusCodec();
    board = new ProbeBoard();
    fresh = new ArrayList<>();
    waiting = new TreeMap<>();
    partsState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("parts", StatusPart.TYPE));
    answersState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "answers", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    for (StatusPart part : partsState.get()) {
      board.add(part);
    }
    answersState.get().forEach(fresh::add);
  }

  @Override
  public void processElement(StreamRecord<StatusPart> element) {
    board.add(element.getValue()).map(this::encode).ifPresent(fresh::add);
  }

  private byte[] encode(ProbeStatus status) {
    return codec.encode(status);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (!fresh.isEmpty()) {
      waiting.put(context.getCheckpointId(), fresh);
      fresh = new ArrayList<>();
    }
    List<byte[]> answers = new ArrayList<>();
    waiting.values().forEach(answers::addAll);
    answersState.update(answers);
    partsState.update(board.parts());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    Map<Long, List<byte[]>> covered = waiting.headMap(checkpointId, true);
    covered.values().forEach(this::answer);
    covered.clear();
  }

  /** The last moment to answer: the sink takes nothing after it. */
  @Override
  public void endInput() {
    waiting.values().forEach(this::answer);
    waiting.clear();
    answer(fresh);
    fresh.clear();
  }

  private void answer(List<byte[]> answers) {
    answers.forEach(answer -> output.collect(new StreamRecord<>(answer)));
  }

  @Override
  public void processWatermark(Watermark mark) {}
}
