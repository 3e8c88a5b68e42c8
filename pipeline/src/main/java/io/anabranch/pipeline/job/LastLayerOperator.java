// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.kafka.EmbeddingUpdate;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.pipeline.stage.LastLayerStage;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.state.exchange.BlockReader;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Carries the last layer, whose values are the embeddings. With each checkpoint it notes how far
 * the embeddings topic is settled; after a restore it says again what it has of every vertex that a
 * row was written of from there on.
 */
final class LastLayerOperator extends StageOperator<EmbeddingUpdate> implements EmbeddingOutlet {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final ModelBytes modelBytes;
  private final OutputTag<StatusPart> status;
  private final TopicTail tail;

  // -- runtime
  private transient SageModel model;
  private transient LastLayerStage stage;
  private transient BlockReader reader;
  private transient TopicTail.Marker tailMarker;
  private transient StreamRecord<EmbeddingUpdate> outgoing;
  private transient Counter embeddings;
  private transient Counter tombstones;
  private transient Counter repeated;
  private transient Histogram latency;

  LastLayerOperator(
      StageSettings settings, ModelBytes modelBytes, OutputTag<StatusPart> status, TopicTail tail) {
    super(settings);
    this.modelBytes = modelBytes;
    this.status = status;
    this.tail = tail;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    model = modelBytes.read();
    int l = model.depth() - 1;
    stage = new LastLayerStage(openStore(new LayerFormat()), model.layer(l), this);
    reader = new BlockReader(model.layer(l).messageWidth());
    outgoing = new StreamRecord<>(null);
    embeddings = getMetricGroup().counter("embeddings");
    tombstones = getMetricGroup().counter("tombstones");
    repeated = getMetricGroup().counter("embeddingsRepeated");
    latency =
        getMetricGroup()
            .histogram(
                "eventToEmbeddingMillis", new DescriptiveStatisticsHistogram(BundleMetrics.WINDOW));
    getMetricGroup().gauge("nonFinite", stage::nonFinite);
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
  }

  @Override
  public void endInput() throws Exception {
    repeatTail();
    super.endInput();
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
      stage.repeat(vertex, getProcessingTimeService().getCurrentProcessingTime());
      repeated.inc();
    }
  }

  @Override
  void receive(Message message) {
    reader.read(((Message.Block) message).bytes(), stage);
  }

  @Override
  int pending() {
    return stage.dirty();
  }

  @Override
  void flushStage() {
    stage.flush();
  }

  @Override
  void completed(int group, String probe) {
    output.collect(status, new StreamRecord<>(StatusPart.done(probe, group, model.version())));
  }

  @Override
  public void embedding(String vertex, float[] values, long sequence, Cause cause) {
    Embedding row =
        new Embedding(
            vertex, cause.eventTime(), cause.arrived(), sequence, model.version(), values);
    output.collect(outgoing.replace(EmbeddingUpdate.of(row)));
    embeddings.inc();
    latency.update(getProcessingTimeService().getCurrentProcessingTime() - cause.arrived());
  }

  @Override
  public void gone(String vertex, Cause cause) {
    output.collect(outgoing.replace(EmbeddingUpdate.tombstone(vertex)));
    tombstones.inc();
  }
}
