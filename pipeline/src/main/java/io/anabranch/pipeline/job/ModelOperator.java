// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.kafka.StatusCodec;
import io.anabranch.pipeline.job.Announcements.Verdict;
import io.anabranch.pipeline.swap.Succession;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Carries the succession of models, alone for the whole job. It hears what is announced, reads the
 * artifacts, and sends models to every key group, and so through all stages. That a swap is over it
 * hears from the status topic, on which the job itself says so.
 */
final class ModelOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<RawRecord, Message>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final ModelSource source;
  private final OutputTag<StatusPart> status;

  // -- runtime
  private transient Announcements announcements;
  private transient SuccessionState state;
  private transient Succession<AnnouncedModel> succession;
  private transient StatusCodec codec;
  private transient Counter taken;
  private transient Counter refused;
  private transient boolean ended;

  ModelOperator(ModelSource source, OutputTag<StatusPart> status) {
    this.source = source;
    this.status = status;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    announcements = new Announcements(source.registry(), source.first().read());
    state = new SuccessionState(source, context);
    succession = new Succession<>(state.restored(), new Stages());
    codec = new StatusCodec();
    taken = getMetricGroup().counter("modelsTaken");
    refused = getMetricGroup().counter("modelsRefused");
  }

  @Override
  public void open() throws Exception {
    super.open();
    succession.resume();
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    RawRecord record = element.getValue();
    if (record.timestamp() < state.start()) {
      return; // said to or by an earlier job: this one was started with its own model
    }
    if (record.topic().equals(source.topic())) {
      judge(record);
    } else if (isServed(record)) {
      succession.serves();
    }
  }

  private void judge(RawRecord record) {
    AnnouncedModel waiting = succession.waiting();
    int latest = waiting == null ? state.version() : waiting.version();
    Verdict verdict = announcements.judge(record, latest);
    if (verdict instanceof Verdict.Refused refusal) {
      refused.inc();
      tell(StatusPart.refused(refusal.name(), refusal.version(), refusal.reason()));
    } else if (verdict instanceof Verdict.Taken next) {
      taken.inc();
      tell(StatusPart.announced(next.model().name(), next.model().version()));
      succession.take(next.model());
    }
  }

  /** Whether the job says here that it serves the model that was loaded last. */
  private boolean isServed(RawRecord record) {
    try {
      Optional<ModelStatus> said = codec.decodeModel(record.value());
      return said.isPresent()
          && said.get().state() == ModelStatus.State.SERVING
          && said.get().version() == state.version()
          && said.get().name().equals(announcements.name());
    } catch (BadRecordException e) {
      return false; // not the job's: it says nothing that it could not read
    }
  }

  private void tell(StatusPart part) {
    output.collect(status, new StreamRecord<>(part));
  }

  private void send(Message message) {
    output.collect(new StreamRecord<>(message));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.keep(succession.snapshot(context.getCheckpointId()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (!ended) {
      succession.complete(checkpointId);
    }
  }

  /** Nobody takes anything any more. */
  @Override
  public void endInput() {
    ended = true;
  }

  @Override
  public void processWatermark(Watermark mark) {}

  /** All stages, by way of the Neighborhood. */
  private final class Stages implements Succession.Hands<AnnouncedModel> {

    @Override
    public void load(int epoch, AnnouncedModel model) {
      state.loaded(model.version());
      ModelBytes bytes = model.bytes();
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        send(new Message.Model(group, epoch, bytes.safetensors(), bytes.card()));
      }
      tell(StatusPart.loading(model.name(), model.version(), epoch));
    }

    @Override
    public void begin(int epoch) {
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        send(new Message.Begin(group, epoch));
      }
    }

    @Override
    public void replaced(AnnouncedModel model, AnnouncedModel by) {
      String why =
          "version %d was announced before the swap under way was over".formatted(by.version());
      tell(StatusPart.replaced(model.name(), model.version(), why));
    }
  }
}
