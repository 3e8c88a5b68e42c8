// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.neighborhood.Deadlines;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Carries the Neighborhood stage, keyed by the target of an edge. */
final class NeighborhoodOperator extends StageOperator<Message>
    implements Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final int featureWidth;
  private final OutputTag<StatusPart> status;

  // -- runtime
  private transient Outbox outbox;
  private transient Neighborhood neighborhood;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient long horizon;
  private transient Counter superseded;

  NeighborhoodOperator(StageSettings settings, int featureWidth, OutputTag<StatusPart> status) {
    super(settings);
    this.featureWidth = featureWidth;
    this.status = status;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
    outbox = new Outbox(featureWidth, this::sendBlock);
    neighborhood =
        new Neighborhood(openStore(new NeighborhoodFormat()), new Timers(), outbox, featureWidth);
    horizon = controls().horizon();
    superseded = getMetricGroup().counter("eventsSuperseded");
    getMetricGroup().gauge("horizon", () -> horizon);
  }

  @Override
  void receive(Message message) throws Exception {
    if (message instanceof Message.Arrival arrival) {
      GraphEvent event = arrival.event();
      if (!apply(event, new Cause(event.timestamp(), arrival.arrived()))) {
        superseded.inc();
      }
    } else if (message instanceof Message.Clock clock) {
      controls()
          .change(clock.group())
          .horizon()
          .hear(clock.partition(), clock.partitions(), clock.time());
      // All groups hear the same clocks, one after the other: look when the last one has.
      if (clock.group() == keyGroups().getEndKeyGroup()) {
        advance();
      }
    } else {
      throw new IllegalStateException("the Neighborhood takes no " + message);
    }
  }

  private boolean apply(GraphEvent event, Cause cause) {
    if (event instanceof EdgeEvent edge) {
      return neighborhood.apply(edge, cause);
    } else if (event instanceof FeaturesEvent features) {
      return neighborhood.apply(features, cause);
    } else if (event instanceof LabelEvent label) {
      return neighborhood.apply(label, cause);
    }
    throw new IllegalStateException("an event that belongs to no vertex: " + event);
  }

  /** Wakes the vertices whose deadline the horizon has come to. */
  private void advance() throws Exception {
    long reached = controls().horizon();
    if (reached > horizon) {
      horizon = reached;
      timeServiceManager.advanceWatermark(new Watermark(horizon));
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    neighborhood.expire(timer.getKey(), horizon);
    trim(); // many may come at once, and the Neighborhood holds no live vertex
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("the Neighborhood sets no processing-time timers");
  }

  @Override
  int pending() {
    return outbox.size();
  }

  @Override
  void flushStage() {
    outbox.drain();
  }

  @Override
  void completed(int group, String probe) {
    long time = controls().change(group).horizon().time();
    output.collect(status, new StreamRecord<>(StatusPart.horizon(probe, group, time)));
    sendMarks(group, probe);
  }

  /** Deadlines as event-time timers of the vertex. */
  private final class Timers implements Deadlines {

    @Override
    public void set(String vertex, long time) {
      setCurrentKey(vertex);
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void cancel(String vertex, long time) {
      setCurrentKey(vertex);
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, time);
    }
  }
}
