// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.explain.Answers;
import io.anabranch.pipeline.explain.Held;
import io.anabranch.pipeline.explain.LinearLayer;
import io.anabranch.pipeline.explain.Piece;
import io.anabranch.pipeline.link.LinkClock;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.pipeline.stage.LastLayerStage;
import io.anabranch.pipeline.stage.LastSum;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.pipeline.stage.LayerVertex;
import io.anabranch.pipeline.swap.LastSlots;
import io.anabranch.pipeline.swap.StageSlot;
import io.anabranch.pipeline.swap.StageSlots;
import io.anabranch.state.exchange.BlockReader;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.store.CachedVertexStore;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Carries the last layer, whose values are the embeddings. With each checkpoint it notes how far
 * the embeddings topic is settled; after a restore it says again what it has of every vertex that a
 * row was written of from there on.
 */
final class LastLayerOperator extends SlotOperator<EmbeddingUpdate> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final OutputTag<StatusPart> status;
  private final TopicTail tail;
  private OutputTag<LinkMessage> links; // null: links are not scored
  private OutputTag<ExplainInput> pieces; // null: nobody asks what scores are made of
  private LinkDecoder decoder;
  private RiskBytes riskModel; // null: nobody asks of risks

  // -- runtime
  private transient volatile int served; // version of the oldest model that a group serves
  private transient TopicTail.Marker tailMarker;
  private transient StreamRecord<EmbeddingUpdate> outgoing;
  private transient RowSender rowSender;
  private transient Answers answers;
  private transient Counter embeddings;
  private transient Counter tombstones;
  private transient Counter repeated;
  private transient Histogram latency;

  LastLayerOperator(
      StageSettings settings, ModelBytes modelBytes, OutputTag<StatusPart> status, TopicTail tail) {
    super(settings, modelBytes);
    this.status = status;
    this.tail = tail;
  }

  /** Rows are held for scoring links, too. */
  LastLayerOperator tellingOfLinks(OutputTag<LinkMessage> tag) {
    links = tag;
    return this;
  }

  /**
   * Somebody asks what scores are made of.
   *
   * @param scored how two rows become a score
   * @param risk null where nobody asks of risks
   */
  LastLayerOperator answering(
      OutputTag<ExplainInput> tag, LinkDecoder scored, @Nullable RiskBytes risk) {
    pieces = tag;
    decoder = scored;
    riskModel = risk;
    return this;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    outgoing = new StreamRecord<>(null);
    rowSender =
        new RowSender(
            getProcessingTimeService(),
            settings().maxDelay(),
            message -> output.collect(links, new StreamRecord<>(message)));
    answers =
        pieces == null ? null : new Answers(decoder, riskModel == null ? null : riskModel.read());
    embeddings = getMetricGroup().counter("embeddings");
    tombstones = getMetricGroup().counter("tombstones");
    repeated = getMetricGroup().counter("embeddingsRepeated");
    latency =
        getMetricGroup()
            .histogram(
                "eventToEmbeddingMillis", new DescriptiveStatisticsHistogram(BundleMetrics.WINDOW));
    getMetricGroup().gauge("nonFinite", () -> sum(LastLayerStage.class, LastLayerStage::nonFinite));
    served = model(groups().earliestServed()).version();
    getMetricGroup().gauge("modelVersion", () -> served);
    tailMarker = tail.open(context);
  }

  @Override
  public void processElement(StreamRecord<Message> element) throws Exception {
    repeatTail();
    super.processElement(element);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    repeatTail();
    super.prepareSnapshotPreBarrier(checkpointId);
    rowSender.flush();
  }

  @Override
  public void endInput() throws Exception {
    repeatTail();
    super.endInput();
    rowSender.flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    tailMarker.note(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    tailMarker.complete(checkpointId);
  }

  @Override
  public void close() throws Exception {
    if (tailMarker != null) {
      tailMarker.close();
    }
    super.close();
  }

  /** Once, before anything else is done after a restore. */
  private void repeatTail() {
    Set<String> written = tailMarker.takeKeys(key -> keyGroups().contains(KeyGroups.of(key)));
    for (String vertex : written) {
      ((LastLayerStage) slots().serving(vertex).stage())
          .repeat(vertex, getProcessingTimeService().getCurrentProcessingTime());
      repeated.inc();
    }
  }

  @Override
  StageSlots newSlots(OperatorGroups groups) {
    LastSlots[] slots = new LastSlots[1];
    slots[0] =
        new LastSlots(
            groups, epoch -> openSlot(epoch, slots[0]), this::rows, this::now, this::served);
    return slots[0];
  }

  private StageSlot openSlot(int epoch, LastSlots slots) {
    SageModel model = model(epoch);
    SageLayer layer = model.layer(model.depth() - 1);
    KeyedBacking backing = openBacking(epoch);
    CachedVertexStore<LayerVertex> store = openStore(backing, new LayerFormat());
    LastLayerStage stage = new LastLayerStage(store, layer, slots.outlet(epoch));
    return opened(
        new StageSlot(
            epoch,
            backing,
            store,
            stage,
            slots.inlet(epoch, stage),
            new BlockReader(layer.messageWidth()),
            null,
            keysOf(backing, store)));
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void served(int group, int epoch) {
    SageModel model = model(epoch);
    output.collect(
        status,
        new StreamRecord<>(StatusPart.serving(model.name(), model.version(), epoch, group)));
    served = model(groups().earliestServed()).version();
    tellLinks(group, LinkClock.ROWS_EPOCH, epoch);
  }

  @Override
  void periodEnded(int group, long time) {
    tellLinks(group, LinkClock.ROWS_PERIOD, time);
  }

  private void tellLinks(int from, LinkClock clock, long time) {
    if (links != null) {
      rowSender.flush();
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        output.collect(links, new StreamRecord<>(new LinkMessage.Mark(group, clock, from, time)));
      }
    }
  }

  @Override
  void handOn(Message.Model model) {} // nobody is behind the last layer

  @Override
  void answer(Message message) {
    if (pieces == null) {
      return; // a question to a job that was not told to answer
    }
    Piece piece =
        message instanceof Message.Told told
            ? answers.to(told, held(told.key()))
            : answers.to((Message.Ask) message, held(message.key()));
    output.collect(pieces, new StreamRecord<>(ExplainInput.of(piece)));
  }

  private @Nullable Held held(String vertex) {
    StageSlot slot = slots().serving(vertex);
    SageModel model = model(slot.epoch());
    Optional<LastSum> sum = ((LastLayerStage) slot.stage()).sumOf(vertex);
    Optional<LinearLayer> linear = LinearLayer.of(model);
    return sum.isPresent() && linear.isPresent()
        ? new Held(slot.epoch(), model.version(), sum.get(), linear.get())
        : null;
  }

  /** A group that waits for others of its subtask to go over will have gone before all answered. */
  @Override
  void completed(int group, String probe) {
    int version = model(groups().at(group).told()).version();
    output.collect(status, new StreamRecord<>(StatusPart.done(probe, group, version)));
  }

  private EmbeddingOutlet rows(int epoch) {
    int version = model(epoch).version();
    return new EmbeddingOutlet() {
      @Override
      public void embedding(String vertex, float[] values, long sequence, Cause cause) {
        Embedding row =
            new Embedding(vertex, cause.eventTime(), cause.arrived(), sequence, version, values);
        output.collect(outgoing.replace(EmbeddingUpdate.of(row)));
        if (links != null) {
          rowSender.send(epoch, row);
        }
        embeddings.inc();
        latency.update(now() - cause.arrived());
      }

      @Override
      public void gone(String vertex, Cause cause) {
        output.collect(outgoing.replace(EmbeddingUpdate.tombstone(vertex)));
        if (links != null) {
          rowSender.sendGone(vertex);
        }
        tombstones.inc();
      }
    };
  }
}
