// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.neighborhood.Deadlines;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import io.anabranch.state.neighborhood.NeighborhoodVertex;
import io.anabranch.state.neighborhood.Sweep;
import io.anabranch.state.sample.SampleRule;
import io.anabranch.state.store.CachedVertexStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.InternalTimerServiceImpl;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Carries the Neighborhood stage, keyed by the target of an edge. */
final class NeighborhoodOperator extends StageOperator<Message> {

  private static final long serialVersionUID = 1L;

  private static final int SWEEP_STEP = 4_096; // edges looked at between other work
  private static final long SWEEP_PAUSE = 2; // milliseconds between two steps

  // -- configuration
  private final int featureWidth;
  private final long edgeTtl;
  private final SampleRule sampling;
  private final PinnedSettings pinned;
  private final OutputTag<StatusPart> status;

  // -- runtime
  private transient Outbox outbox;
  private transient Neighborhood neighborhood;
  private transient Map<InputTopic, HorizonTimers> timers;
  private transient KeyedErases erases;
  private transient Sweep sweep;
  private transient SweptKeys swept; // those of the last sweep that began; null: none has
  private transient boolean sweepTimerSet;
  private transient Counter superseded;

  /**
   * @param edgeTtl milliseconds that an edge lives, or {@link NeighborhoodFormat#NO_TTL}
   * @param pinned what a state that is restored must have been computed with
   */
  NeighborhoodOperator(
      StageSettings settings,
      int featureWidth,
      long edgeTtl,
      SampleRule sampling,
      PinnedSettings pinned,
      OutputTag<StatusPart> status) {
    super(settings);
    this.featureWidth = featureWidth;
    this.edgeTtl = edgeTtl;
    this.sampling = sampling;
    this.pinned = pinned;
    this.status = status;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    pinned.check(context);
    timers = new EnumMap<>(InputTopic.class);
    timers.put(InputTopic.EDGES, new HorizonTimers(InputTopic.EDGES));
    timers.put(InputTopic.FEATURES, new HorizonTimers(InputTopic.FEATURES));
    outbox = new Outbox(featureWidth, this::sendBlock);
    erases = new KeyedErases(this::setCurrentKey, getKeyedStateStore(), keyGroups());
    CachedVertexStore<NeighborhoodVertex> store = openStore(new NeighborhoodFormat(edgeTtl));
    neighborhood =
        new Neighborhood(
            store, new VertexDeadlines(), erases.live(), outbox, featureWidth, sampling);
    sweep = new Sweep(neighborhood, erases.live(), () -> keys(store));
    superseded = getMetricGroup().counter("eventsSuperseded");
    getMetricGroup().gauge("eventsExpired", neighborhood::expiredOnArrival);
    getMetricGroup().gauge("edgesExpired", neighborhood::expired);
    getMetricGroup().gauge("erasesKept", erases.live()::size);
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
    } else if (message instanceof Message.Erase erase) {
      EraseEvent event = erase.event();
      if (!neighborhood.erase(
          erase.group(), event, new Cause(event.timestamp(), erase.arrived()))) {
        superseded.inc();
      }
      sweepLater();
    } else {
      throw new IllegalStateException("the Neighborhood takes no " + message);
    }
  }

  /** A sweep that was not through before a restore begins anew. */
  @Override
  public void open() throws Exception {
    super.open();
    sweepLater();
  }

  private void sweepLater() {
    if (sweepTimerSet || !sweep.isDue()) {
      return;
    }
    sweepTimerSet = true;
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService()
        .registerTimer(
            now + SWEEP_PAUSE,
            time -> {
              sweepTimerSet = false;
              sweep.step(SWEEP_STEP);
              worked();
              sweepLater();
            });
  }

  /** All vertices as of now; those that the cache has not written yet come besides. */
  private Iterator<String> keys(CachedVertexStore<NeighborhoodVertex> store) {
    List<String> live = new ArrayList<>();
    store.forEachLive(live::add);
    KeyedStateBackend<String> backend = getKeyedStateBackend();
    Stream<String> stored = backend.getKeys(StateNames.VERTICES, VoidNamespace.INSTANCE);
    swept =
        backend instanceof HeapKeyedStateBackend
            ? SweptKeys.copied(live, stored)
            : SweptKeys.inSteps(live, stored);
    return swept;
  }

  /** What is open in the backend goes before the backend does. */
  @Override
  public void close() throws Exception {
    if (swept != null) {
      swept.close();
    }
    super.close();
  }

  @Override
  void catchUp() throws Exception {
    while (sweep.isDue()) {
      sweep.step(SWEEP_STEP);
      worked();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    erases.writeBack();
    super.snapshotState(context);
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
    public long horizon(InputTopic input) {
      return timers.get(input).horizon;
    }

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
        neighborhood.forgetErases();
      }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      neighborhood.expire(input, timer.getKey(), horizon, new Cause(horizon, now));
      trim(); // many may come at once, and the Neighborhood holds no live vertex
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
      throw new IllegalStateException("the Neighborhood sets no processing-time timers");
    }
  }
}
