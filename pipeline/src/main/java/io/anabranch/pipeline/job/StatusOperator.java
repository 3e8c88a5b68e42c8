// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.StatusCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Answers probes and says what became of models, alone for the whole job. An answer goes out when
 * the first checkpoint that holds it is complete: by then every embedding before the probe has
 * reached Kafka. At the end of a bounded input that is so without a checkpoint, because the sinks
 * before this one have flushed. How far a sweep is goes out in the same way, at most once a
 * checkpoint: so no failure takes back what was said. {@link CheckpointPace} hears at once whether
 * a sweep is under way.
 */
final class StatusOperator extends AbstractStreamOperator<byte[]>
    implements OneInputStreamOperator<StatusPart, byte[]>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  // -- runtime
  private final transient OperatorEventGateway pace;
  private transient StatusCodec codec;
  private transient ProbeBoard board;
  private transient ModelBoard models;
  private transient List<byte[]> fresh; // since the last barrier
  private transient TreeMap<Long, List<byte[]>> waiting; // by checkpoint
  private transient boolean sweeping; // as was told
  private transient ListState<StatusPart> partsState;
  private transient ListState<byte[]> answersState;

  /**
   * @param pace hears of sweeps
   */
  StatusOperator(StreamOperatorParameters<byte[]> parameters, OperatorEventGateway pace) {
    super(parameters);
    this.pace = pace;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    codec = new StatusCodec();
    board = new ProbeBoard();
    models = new ModelBoard();
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
      answerTo(part);
    }
    models.resume();
    answersState.get().forEach(fresh::add);
  }

  @Override
  public void open() throws Exception {
    super.open();
    tellOfSweep(); // also that there is none any more
  }

  private void tellOfSweep() {
    sweeping = models.isSweeping();
    pace.sendEventToCoordinator(new SweepEvent(sweeping));
  }

  @Override
  public void processElement(StreamRecord<StatusPart> element) {
    answerTo(element.getValue()).ifPresent(fresh::add);
    if (models.isSweeping() != sweeping) {
      tellOfSweep();
    }
  }

  /** What is to be said now that this part is known. Never of a part that was kept. */
  private Optional<byte[]> answerTo(StatusPart part) {
    return part.kind().isOfProbe()
        ? board.add(part).map(codec::encode)
        : models.add(part, now()).map(codec::encode);
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    models.progress(now()).forEach(said -> fresh.add(codec.encode(said)));
    if (!fresh.isEmpty()) {
      waiting.put(context.getCheckpointId(), fresh);
      fresh = new ArrayList<>();
    }
    List<byte[]> answers = new ArrayList<>();
    waiting.values().forEach(answers::addAll);
    answersState.update(answers);
    List<StatusPart> parts = board.parts();
    parts.addAll(models.parts());
    partsState.update(parts);
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
