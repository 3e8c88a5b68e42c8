// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.pipeline.gate.Gate;
import io.anabranch.pipeline.gate.Gate.Verdict;
import io.anabranch.pipeline.gate.GateRules;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.gate.PartitionClocks.Partition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Carries the gate, right behind the source and before any exchange. What passes goes to its
 * vertex, mirrored when the graph is undirected, an erase to every key group. So do the clocks of
 * the partitions, in the same channels as the events, so that none overtakes what was before it.
 * What comes of other topics is of models, and goes to their operator.
 */
final class GateOperator extends AbstractStreamOperator<Message>
    implements OneInputStreamOperator<RawRecord, Message>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final GateRules rules;
  private final int edgePartitions;
  private final int featurePartitions;
  private final long horizonInterval;
  private final OutputTag<DeadLetter> deadLetters;
  private final OutputTag<StatusPart> status;
  private final OutputTag<RawRecord> models;
  private OutputTag<LinkMessage> links; // null: links are not scored
  private OutputTag<EvaluationInput> evaluation; // null: the stream is not measured

  // -- runtime
  private transient Gate gate;
  private transient ListState<PartitionMaximum> maxima;
  private transient Set<Partition> moved; // those whose clock moved since it was told
  private transient boolean timerSet;
  private transient StreamRecord<Message> outgoing;
  private transient GateMetrics counts;

  /**
   * @param edgePartitions how many partitions the edge topic has
   * @param featurePartitions how many partitions the features topic has
   * @param horizonInterval milliseconds between two tellings of the clocks
   * @param models takes what is of models
   */
  GateOperator(
      GateRules rules,
      int edgePartitions,
      int featurePartitions,
      long horizonInterval,
      OutputTag<DeadLetter> deadLetters,
      OutputTag<StatusPart> status,
      OutputTag<RawRecord> models) {
    this.rules = rules;
    this.edgePartitions = edgePartitions;
    this.featurePartitions = featurePartitions;
    this.horizonInterval = horizonInterval;
    this.deadLetters = deadLetters;
    this.status = status;
    this.models = models;
  }

  /** Adds that pass are to be scored, too. */
  GateOperator tellingOfLinks(OutputTag<LinkMessage> tag) {
    links = tag;
    return this;
  }

  /** The stream is to be measured, too: adds, erases and clocks are told in one order. */
  GateOperator tellingOfEvaluation(OutputTag<EvaluationInput> tag) {
    evaluation = tag;
    return this;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    gate = new Gate(rules);
    moved = new HashSet<>();
    outgoing = new StreamRecord<>(null);
    counts = new GateMetrics(getMetricGroup());
    // Owner: the gate. Bound: one entry for each partition and subtask. Everybody restores all of
    // them, because partitions may come to another subtask.
    maxima =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("partition-maxima", PartitionMaximum.TYPE));
    for (PartitionMaximum kept : maxima.get()) {
      gate.clocks().restore(new Partition(kept.topic(), kept.partition()), kept.timestamp());
    }
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    RawRecord record = element.getValue();
    if (!rules.isInput(record.topic())) {
      output.collect(models, new StreamRecord<>(record));
      return;
    }
    Verdict verdict = gate.judge(record);
    if (verdict instanceof Verdict.Refused refused) {
      counts.refused(refused.letter().reason());
      output.collect(deadLetters, new StreamRecord<>(refused.letter()));
    } else if (verdict instanceof Verdict.Passed passed) {
      counts.unknownFields(passed.unknownFields());
      passed.events().forEach(event -> pass(record, event));
    }
  }

  private void pass(RawRecord record, GraphEvent event) {
    counts.passed(event);
    if (event instanceof ControlEvent.Probe probe) {
      meet(record, probe);
      return;
    }
    if (event instanceof EraseEvent erase) {
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        send(new Message.Erase(group, erase, record.timestamp()));
      }
      if (evaluation != null) {
        tellEvaluation(new EvaluationInput.Erase(erase));
      }
    } else if (!(event instanceof ControlEvent)) {
      send(new Message.Arrival(event, record.timestamp()));
      if (event instanceof EdgeEvent edge && edge.op() == EdgeEvent.Op.ADD) {
        tellOfAdd(record, edge);
      }
      if (rules.undirected() && event instanceof EdgeEvent edge && !edge.src().equals(edge.dst())) {
        send(new Message.Arrival(edge.mirrored(), record.timestamp()));
      }
    }
    moved.add(new Partition(record.topic(), record.partition()));
    setTimer();
  }

  private void tellOfAdd(RawRecord record, EdgeEvent edge) {
    if (links != null) {
      output.collect(links, new StreamRecord<>(new LinkMessage.Arrival(edge, record.timestamp())));
    }
    if (evaluation != null) {
      tellEvaluation(new EvaluationInput.Edge(edge, edgeClock(record.partition())));
    }
  }

  private void tellEvaluation(EvaluationInput input) {
    output.collect(evaluation, new StreamRecord<>(input));
  }

  private EvaluationInput.Clock edgeClock(int partition) {
    long time = gate.clocks().time(new Partition(rules.edgesTopic(), partition));
    return new EvaluationInput.Clock(partition, edgePartitions, time);
  }

  /** Everything before the probe has been sent: says so to every key group. */
  private void meet(RawRecord record, ControlEvent.Probe probe) {
    tellClocks();
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      send(new Message.Mark(group, probe.probe(), probe.index(), probe.of()));
    }
    StatusPart seen =
        StatusPart.seen(
            probe.probe(),
            probe.index(),
            probe.of(),
            record.topic(),
            record.partition(),
            record.offset());
    output.collect(status, new StreamRecord<>(seen));
  }

  private void setTimer() {
    if (timerSet) {
      return;
    }
    timerSet = true;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService()
        .registerTimer(
            now + horizonInterval,
            time -> {
              timerSet = false;
              tellClocks();
            });
  }

  private void tellClocks() {
    for (Partition partition : moved) {
      long time = gate.clocks().time(partition);
      for (int group = 0; group < KeyGroups.COUNT; group++) {
        send(clock(group, partition, time));
      }
      if (evaluation != null && partition.topic().equals(rules.edgesTopic())) {
        tellEvaluation(edgeClock(partition.number()));
      }
    }
    moved.clear();
  }

  private Message.Clock clock(int group, Partition partition, long time) {
    return partition.topic().equals(rules.edgesTopic())
        ? new Message.Clock(group, InputTopic.EDGES, partition.number(), edgePartitions, time)
        : new Message.Clock(
            group, InputTopic.FEATURES, partition.number(), featurePartitions, time);
  }

  private void send(Message message) {
    output.collect(outgoing.replace(message));
  }

  /** A clock that has moved but was not told would be forgotten by a restore. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    tellClocks();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<PartitionMaximum> kept = new ArrayList<>();
    gate.clocks()
        .forEach(
            (partition, maximum) ->
                kept.add(new PartitionMaximum(partition.topic(), partition.number(), maximum)));
    maxima.update(kept);
  }

  @Override
  public void endInput() {
    tellClocks();
  }

  /** The gate is the only source of time; the final watermark of a bounded input is none. */
  @Override
  public void processWatermark(Watermark mark) {}
}
