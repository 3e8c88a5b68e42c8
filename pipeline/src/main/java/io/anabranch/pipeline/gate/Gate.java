// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.gate;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Decoded;
import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.connectors.codec.Reason;
import io.anabranch.connectors.kafka.DeadLetter;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.gate.PartitionClocks;
import io.anabranch.state.gate.PartitionClocks.Partition;
import java.util.List;

/**
 * The rule of the gate. Its verdict on a record depends on the log of the record's partition up to
 * there and on nothing else.
 */
public final class Gate {

  /** What became of a record. */
  public sealed interface Verdict {

    /** The events of the record go on; a heartbeat and a probe are among them. */
    record Passed(List<GraphEvent> events, int unknownFields) implements Verdict {}

    /** The record goes to dead letters. */
    record Refused(DeadLetter letter) implements Verdict {}
  }

  private final GateRules rules;
  private final EventCodec codec;
  private final PartitionClocks clocks;

  /** A gate that has seen nothing. */
  public Gate(GateRules rules) {
    this.rules = rules;
    this.codec = rules.newCodec();
    this.clocks = new PartitionClocks(rules.allowedLateness());
  }

  /** The clocks of the partitions seen so far. */
  public PartitionClocks clocks() {
    return clocks;
  }

  /** Judges a record. A probe moves no clock; a heartbeat does nothing else. */
  public Verdict judge(RawRecord record) {
    Decoded decoded;
    try {
      decoded = codec.decode(topicOf(record), record.key(), record.value());
    } catch (BadRecordException e) {
      return new Verdict.Refused(DeadLetter.of(record, e));
    }
    GraphEvent first = decoded.events().get(0); // all events of a record have its timestamp
    if (!(first instanceof ControlEvent.Probe)) {
      if (first.timestamp() - rules.maxAhead() > record.timestamp()) {
        return refuse(
            record,
            Reason.TOO_FAR_AHEAD,
            "expected a timestamp at most %d ms ahead of the record's own %d, came %d"
                .formatted(rules.maxAhead(), record.timestamp(), first.timestamp()));
      }
      Partition partition = new Partition(record.topic(), record.partition());
      if (!clocks.admit(partition, first.timestamp())) {
        return refuse(
            record,
            Reason.LATE,
            "expected a timestamp of at least %d, came %d"
                .formatted(clocks.time(partition), first.timestamp()));
      }
    }
    return new Verdict.Passed(decoded.events(), decoded.unknownFields());
  }

  private InputTopic topicOf(RawRecord record) {
    if (record.topic().equals(rules.edgesTopic())) {
      return InputTopic.EDGES;
    } else if (record.topic().equals(rules.featuresTopic())) {
      return InputTopic.FEATURES;
    }
    throw new IllegalArgumentException("no input topic: " + record);
  }

  private static Verdict refuse(RawRecord record, Reason reason, String detail) {
    return new Verdict.Refused(DeadLetter.of(record, reason, detail));
  }
}
