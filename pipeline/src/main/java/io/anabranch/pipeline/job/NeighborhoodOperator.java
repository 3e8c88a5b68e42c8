// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.neighborhood.Deadlines;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.InternalTimerServiceImpl;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Carries the Neighborhood stage, keyed by the target of an edge. */
final class NeighborhoodOperator extends StageOperator<Message> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final int featureWidth;
  private final OutputTag<StatusPart> status;

  // -- runtime
  private transient Outbox outbox;
  private transient Neighborhood neighborhood;
  private transient Map<InputTopic, HorizonTimers> timers;
  private transient Counter superseded;

  NeighborhoodOperator(StageSettings settings, int featureWidth, OutputTag<StatusPart> status) {
    super(settings);
    this.featureWidth = featureWidth;
    this.status = status;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    timers = new EnumMap<>(InputTopic.class);
    timers.put(InputTopic.EDGES, new HorizonTimers(InputTopic.EDGES));
    timers.put(InputTopic.FEATURES, new HorizonTimers(InputTopic.FEATURES));
    outbox = new Outbox(featureWidth, this::sendBlock);
    neighborhood =
        new Neighborhood(
            openStore(new NeighborhoodFormat()), new VertexDeadlines(), outbox, featureWidth);
    superseded = getMetricGroup().counter("eventsSuperseded");
    getMetricGroup().gauge("horizon", () -> timers.get(InputTopic.EDGES).horizon);
  }

  /** The name under which state keeps the timers of an input: never change it. */
  static String timersOf(InputTopic input) {
    return switch (input) {
      case EDGES -> "edge-deadlines";
      case FEATURES -> "feature-deadlines";
    };
  }

  @Override
  void receive(Message message) throws Exception {
    if (message instanceof Message.Arrival arrival) {
      GraphEvent event = arrival.event();
      if (!neighborhood.apply(event, new Cause(event.timestamp(), arrival.arrived()))) {
        superseded.inc();
      }
    } else if (message instanceof Message.Clock clock) {
      controls()
          .change(clock.group())
          .horizon(clock.input())
          .hear(clock.partition(), clock.partitions(), clock.time());
      // All groups hear the same clocks, one after the other: look when the last one has.
      if (clock.group() == keyGroups().getEndKeyGroup()) {
        timers.get(clock.input()).advance();
      }
    } else {
      throw new IllegalStateException("the Neighborhood takes no " + message);
    }
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
    long time = controls().change(group).horizon(InputTopic.EDGES).time();
    output.collect(status, new StreamRecord<>(StatusPart.horizon(probe, group, time)));
    sendMarks(group, probe);
  }

  /** Deadlines of the rule as timers. */
  private final class VertexDeadlines implements Deadlines {

    @Override
    public void set(InputTopic input, String vertex, long time) {
      setCurrentKey(vertex);
      timers.get(input).service.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void cancel(InputTopic input, String vertex, long time) {
      setCurrentKey(vertex);
      timers.get(input).service.deleteEventTimeTimer(VoidNamespace.INSTANCE, time);
    }
  }

  /**
   * The timers that go by the horizon of one input topic. Flink has one watermark for all timers of
   * an operator; here each service is moved on by itself. Owner: the Neighborhood. Bound: one timer
   * a vertex and input.
   */
  private final class HorizonTimers implements Triggerable<String, VoidNamespace> {

    private final InputTopic input;
    private final InternalTimerServiceImpl<String, VoidNamespace> service;
    private long horizon;

    HorizonTimers(InputTopic input) {
      this.input = input;
      InternalTimerService<VoidNamespace> opened =
          getInternalTimerService(timersOf(input), VoidNamespaceSerializer.INSTANCE, this);
      @SuppressWarnings("unchecked") // the only implementation there is for synchronous state
      InternalTimerServiceImpl<String, VoidNamespace> implementation =
          (InternalTimerServiceImpl<String, VoidNamespace>) opened;
      this.service = implementation;
      this.horizon = controls().horizon(input);
    }

    /** Wakes the vertices whose deadline the horizon has come to. */
    void advance() throws Exception {
      long reached = controls().horizon(input);
      if (reached > horizon) {
        horizon = reached;
        service.advanceWatermark(horizon);
      }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
      neighborhood.expire(input, timer.getKey(), horizon);
      trim(); // many may come at once, and the Neighborhood holds no live vertex
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
      throw new IllegalStateException("the Neighborhood sets no processing-time timers");
    }
  }
}
