// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.Ego;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.gate.Gate;
import io.anabranch.pipeline.job.EmbeddingJob;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether the edges of ego graphs are events of the edge topic: of each pair no more edges than the
 * gate let pass that are not older than what was looked at. That none is missing from an ego graph
 * nobody can say afterwards: which edges had come at that moment is not written anywhere.
 */
final class RingEvents {

  private record Pair(String src, String dst) {}

  private final AnabranchConfig config;
  private final List<Alert> alerts;
  private final Map<Pair, List<Long>> times = new HashMap<>(); // of the pairs that are asked for

  private RingEvents(AnabranchConfig config, List<Alert> alerts) {
    this.config = config;
    this.alerts = alerts;
  }

  /** Reads the edge topic where there is an ego graph. */
  static void check(AnabranchConfig config, TopicReader reader, List<Alert> alerts, Faults faults) {
    List<Alert> rings = alerts.stream().filter(alert -> alert.ego() != null).toList();
    if (!rings.isEmpty()) {
      RingEvents events = new RingEvents(config, rings);
      events.read(reader);
      rings.forEach(alert -> events.check(alert, faults));
    }
  }

  private static Pair named(Ego ego, Ego.Pair pair) {
    return new Pair(ego.vertices().get(pair.src()), ego.vertices().get(pair.dst()));
  }

  private void read(TopicReader reader) {
    for (Alert alert : alerts) {
      alert.ego().pairs().forEach(pair -> times.put(named(alert.ego(), pair), new ArrayList<>()));
    }
    Gate gate = new Gate(EmbeddingJob.gateRules(config, 1)); // no features are in that topic
    reader.read(config.topics().edges(), record -> judge(gate, record));
  }

  private void judge(Gate gate, ConsumerRecord<byte[], byte[]> record) {
    if (gate.judge(RawRecord.of(record)) instanceof Gate.Verdict.Passed passed) {
      passed.events().forEach(this::take);
    }
  }

  private void take(GraphEvent event) {
    if (event instanceof EdgeEvent edge && edge.op() == EdgeEvent.Op.ADD) {
      List<Long> wanted = times.get(new Pair(edge.src(), edge.dst()));
      if (wanted != null) {
        wanted.add(edge.timestamp());
      }
    }
  }

  private void check(Alert alert, Faults faults) {
    Ego ego = alert.ego();
    for (Ego.Pair pair : ego.pairs()) {
      Pair named = named(ego, pair);
      long there = times.get(named).stream().filter(time -> time >= ego.since()).count();
      if (pair.count() > there) {
        faults.add(
            "%s: %d edges %s -> %s from %d on, the edge topic has %d",
            alert.key(), pair.count(), named.src(), named.dst(), ego.since(), there);
      }
    }
  }
}
