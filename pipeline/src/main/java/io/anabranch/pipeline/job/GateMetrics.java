// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.codec.Reason;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the gate counts: events by kind, dead letters by reason, unknown fields. */
final class GateMetrics {

  private final Counter edgesAdded;
  private final Counter edgesRemoved;
  private final Counter features;
  private final Counter labels;
  private final Counter erases;
  private final Counter controls;
  private final Counter unknownFields;
  private final Counter late;
  private final Map<Reason, Counter> deadLetters = new EnumMap<>(Reason.class);

  GateMetrics(MetricGroup group) {
    edgesAdded = group.addGroup("kind", "add").counter("events");
    edgesRemoved = group.addGroup("kind", "remove").counter("events");
    features = group.addGroup("kind", "features").counter("events");
    labels = group.addGroup("kind", "label").counter("events");
    erases = group.addGroup("kind", "erase").counter("events");
    controls = group.addGroup("kind", "control").counter("events");
    unknownFields = group.counter("unknownFields");
    late = group.counter("eventsLate");
    for (Reason reason : Reason.values()) {
      deadLetters.put(reason, group.addGroup("reason", reason.code()).counter("deadLetters"));
    }
  }

  void passed(GraphEvent event) {
    if (event instanceof EdgeEvent edge) {
      (edge.op() == EdgeEvent.Op.ADD ? edgesAdded : edgesRemoved).inc();
    } else if (event instanceof ControlEvent) {
      controls.inc();
    } else if (event instanceof EraseEvent) {
      erases.inc();
    } else {
      (event instanceof FeaturesEvent ? features : labels).inc();
    }
  }

  void unknownFields(int count) {
    unknownFields.inc(count);
  }

  void refused(Reason reason) {
    deadLetters.get(reason).inc();
    if (reason == Reason.LATE) {
      late.inc();
    }
  }
}
