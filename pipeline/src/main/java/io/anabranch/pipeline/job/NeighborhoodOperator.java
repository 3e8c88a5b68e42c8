// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.explain.Pieces;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.swap.Telling;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.ForkedInlet;
import io.anabranch.state.exchange.ForwardingInlet;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Matter;
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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
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

  private static final int SWEEP_STEP = 4_096; // edges looked at between other work

  /**
   * Milliseconds that others may go without knowing who is linked to whom: no score rests on it.
   */
  private static final long LINK_DELAY = 100;

  // -- configuration
  private final int featureWidth;
  private final long edgeTtl;
  private final SampleRule sampling;
  private final PinnedSettings pinned;
  private final OutputTag<StatusPart> status;
  private OutputTag<LinkMessage> links; // null: links are not scored
  private PeriodRule periods = PeriodRule.NONE;
  private OutputTag<Message> second; // to the stages of a second model; null: there is none
  private boolean firstHearsDegrees = true;
  private boolean secondHearsDegrees;

  // -- runtime
  private transient CachedVertexStore<NeighborhoodVertex> store;
  private transient OperatorGroups groups;
  private transient TreeMap<Integer, Outbox> outboxes; // by epoch
  private transient Outbox secondOutbox; // null: there is no second model
  private transient Neighborhood neighborhood;
  private transient Map<InputTopic, HorizonTimers> timers;
  private transient KeyedErases erases;
  private transient Sweep sweep;
  private transient SweptKeys swept; // those of the last sweep that began; null: none has
  private transient Telling telling;
  private transient long tellingMillis; // that its last step took
  private transient TellingBrake brake;
  private transient boolean toldBeforeBarrier;
  private transient long barrier; // when the last one passed, while its checkpoint is under way
  private transient SweptKeys told; // those of the last telling that began; null: none has
  private transient Counter superseded;
  private transient List<Message.Question> questions; // they wait for the next flush
  private transient LinkSender linkSender;
  private transient long toldAt; // when the last end of a period was told, by the wall clock

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
    outboxes = new TreeMap<>();
    questions = new ArrayList<>();
    groups = new OperatorGroups(keyGroups(), controls());
    brake = new TellingBrake();
    erases = new KeyedErases(this::setCurrentKey, getKeyedStateStore(), keyGroups());
    KeyedBacking backing = openBacking(0);
    store = openStore(backing, new NeighborhoodFormat(edgeTtl));
    telling =
        new Telling(
            groups,
            this::inlet,
            () -> told = keys(backing, store),
            this::now,
            new Hands(),
            new Progress());
    Inlet next = telling.changes();
    if (second != null) {
      secondOutbox = new Outbox(0, featureWidth, this::sendToSecond);
      next =
          new ForkedInlet(
              next, secondHearsDegrees ? secondOutbox : new WithoutDegrees(secondOutbox));
    }
    neighborhood =
        new Neighborhood(store, new VertexDeadlines(), erases.live(), next, featureWidth, sampling);
    telling.of(neighborhood);
    linkSender =
        new LinkSender(
            getProcessingTimeService(),
            LINK_DELAY,
            message -> output.collect(links, new StreamRecord<>(message)));
    if (links != null) {
      neighborhood.watch(this::tellLinks);
    }
    sweep = new Sweep(neighborhood, erases.live(), () -> swept = keys(backing, store));
    superseded = getMetricGroup().counter("eventsSuperseded");
    getMetricGroup().gauge("eventsExpired", neighborhood::expiredOnArrival);
    getMetricGroup().gauge("edgesExpired", neighborhood::expired);
    getMetricGroup().gauge("erasesKept", erases.live()::size);
    getMetricGroup().gauge("horizon", () -> timers.get(InputTopic.EDGES).horizon);
  }

  /** The live edges are to be told, and the ends of periods. */
  NeighborhoodOperator tellingOfLinks(OutputTag<LinkMessage> tag, PeriodRule rule) {
    links = tag;
    periods = rule;
    return this;
  }

  /**
   * The stages of a second model are told all that those of the first are.
   *
   * @param degreesToFirst whether the first model's want to hear what in-edges weigh
   * @param degreesToSecond whether the second one's do
   */
  NeighborhoodOperator feeding(
      OutputTag<Message> tag, boolean degreesToFirst, boolean degreesToSecond) {
    second = tag;
    firstHearsDegrees = degreesToFirst;
    secondHearsDegrees = degreesToSecond;
    return this;
  }

  private void tellLinks(String src, String dst, int change) {
    if (!src.equals(dst)) {
      linkSender.send(src, dst, change);
      linkSender.send(dst, src, change);
    }
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
        endPeriods();
      }
    } else if (message instanceof Message.Erase erase) {
      EraseEvent event = erase.event();
      if (!neighborhood.erase(
          erase.group(), event, new Cause(event.timestamp(), erase.arrived()))) {
        superseded.inc();
      }
      stepLater();
    } else if (message instanceof Message.Model model) {
      send(model);
    } else if (message instanceof Message.Begin begin) {
      telling.begin(begin.group(), begin.epoch());
      stepLater();
    } else if (message instanceof Message.Question question) {
      questions.add(question);
    } else {
      throw new IllegalStateException("the Neighborhood takes no " + message);
    }
  }

  /** Where the horizon has come to the end of a period, the next stage is told of the last one. */
  private void endPeriods() throws Exception {
    long end = periods.lastEnd(timers.get(InputTopic.EDGES).horizon);
    if (end == Long.MIN_VALUE || now() - toldAt < periods.pause()) {
      return;
    }
    long told = Long.MAX_VALUE;
    for (int group : keyGroups()) {
      told = Math.min(told, controls().at(group).periods().time());
    }
    if (end > told) {
      toldAt = now();
      flush();
      linkSender.flush();
      for (int group : keyGroups()) {
        controls().change(group).periods().hear(0, 1, end);
        if (told != Long.MIN_VALUE) { // in the first one nothing was known yet
          tellPeriod(group, end);
        }
      }
    }
  }

  @Override
  public void endInput() throws Exception {
    super.endInput();
    linkSender.flush();
  }

  /** It is the model that links are scored with that has to come to its end. */
  private void tellPeriod(int from, long end) {
    if (second == null) {
      sendPeriods(from, end);
      return;
    }
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      sendToSecond(new Message.Period(group, from, end));
    }
  }

  /**
   * The last layer is asked what it has of the two, and each in-neighbor of the target what it has
   * told it. Of a pair they are the stages of the model that links are scored with, of one vertex
   * those of the model that is served. What has too many in-edges is not taken apart, and says so
   * by their number.
   */
  private void ask(Message.Question question) {
    String id = question.id();
    String dst = question.dst();
    int of = neighborhood.liveEdges(dst);
    Matter matter = question.matter();
    boolean ofPair = matter.kind() == Matter.Kind.PAIR;
    askStages(new Message.Ask(id, dst, null, of, matter), ofPair);
    if (!question.src().equals(dst)) {
      askStages(new Message.Ask(id, question.src(), null, of, matter), ofPair);
    }
    if (of <= Pieces.MOST) {
      neighborhood.forEachLiveEdge(
          dst, edge -> askStages(new Message.Ask(id, edge.src(), edge, of, Matter.PAIR), ofPair));
    }
  }

  private void askStages(Message.Ask ask, boolean ofPair) {
    if (second == null || !ofPair) {
      send(ask);
    } else {
      sendToSecond(ask);
    }
  }

  private void sendToSecond(Message message) {
    output.collect(second, new StreamRecord<>(message));
  }

  /** What the stages of an epoch are told. */
  private Inlet inlet(int epoch) {
    return firstHearsDegrees ? outbox(epoch) : new WithoutDegrees(outbox(epoch));
  }

  /** The way to the stages of an epoch. */
  private Outbox outbox(int epoch) {
    return outboxes.computeIfAbsent(epoch, e -> new Outbox(e, featureWidth, this::sendBlock));
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  /** A sweep that was not through before a restore begins anew. */
  @Override
  public void open() throws Exception {
    super.open();
    stepLater();
  }

  @Override
  boolean isDue() {
    return sweep.isDue() || telling.isDue();
  }

  @Override
  long pause() {
    return telling.isDue()
        ? brake.lengthened(settings().telling().after(tellingMillis))
        : super.pause();
  }

  /** What is told is flushed step by step, so that it is seen whether those behind keep up. */
  @Override
  void step() throws Exception {
    sweep.step(SWEEP_STEP);
    worked();
    if (telling.isDue()) {
      long start = getProcessingTimeService().getCurrentProcessingTime();
      telling.step(settings().telling().vertices());
      flush();
      tellingMillis = getProcessingTimeService().getCurrentProcessingTime() - start;
    }
  }

  /** All vertices are kept once, whatever the model. */
  @Override
  void forEachStoreAhead(Consumer<CachedVertexStore<?>> visitor) {}

  /**
   * All stages copy what they keep, twice over as long as there are two models: what is told then,
   * or lies before the barrier, comes on top.
   */
  @Override
  boolean isFree() {
    if (!telling.isDue()) {
      return true;
    }
    return barrier == 0 ? !barriers().isNextNear(now()) : !barriers().isLastNear(now());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    linkSender.flush();
    barrier = now();
    toldBeforeBarrier = telling.isDue();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (barrier > 0) {
      brake.completed(now() - barrier, toldBeforeBarrier);
    }
    barrier = 0;
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    barrier = 0;
  }

  /** What is open in the backend goes before the backend does. */
  @Override
  public void close() throws Exception {
    for (SweptKeys open : new SweptKeys[] {swept, told}) {
      if (open != null) {
        open.close();
      }
    }
    super.close();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    erases.writeBack();
    super.snapshotState(context);
  }

  @Override
  int pending() {
    return size(served()) + questions.size() + (secondOutbox == null ? 0 : secondOutbox.size());
  }

  @Override
  int pendingAhead() {
    return outboxes.size() < 2 ? 0 : size(outboxes.tailMap(groups.latestServed(), false));
  }

  private SortedMap<Integer, Outbox> served() {
    return outboxes.size() < 2 ? outboxes : outboxes.headMap(groups.latestServed(), true);
  }

  private static int size(SortedMap<Integer, Outbox> some) {
    int size = 0;
    for (Outbox outbox : some.values()) {
      size += outbox.size();
    }
    return size;
  }

  @Override
  void flushStage() {
    outboxes.values().forEach(Outbox::drain);
    drainSecond();
  }

  @Override
  void flushServed() {
    served().values().forEach(Outbox::drain);
    drainSecond();
  }

  private void drainSecond() {
    if (secondOutbox != null) {
      secondOutbox.drain();
    }
    questions.forEach(this::ask);
    questions.clear();
  }

  @Override
  void forEachStore(Consumer<CachedVertexStore<?>> visitor) {
    visitor.accept(store);
  }

  /** The Neighborhood holds no vertex. */
  @Override
  void forEachStoreAtRest(Consumer<CachedVertexStore<?>> visitor) {
    forEachStore(visitor);
  }

  @Override
  void completed(int group, String probe) {
    long time = controls().change(group).horizon(InputTopic.EDGES).time();
    tell(StatusPart.horizon(probe, group, time));
    sendMarks(group, probe);
    for (int to = 0; second != null && to < KeyGroups.COUNT; to++) {
      sendToSecond(new Message.Mark(to, probe, group, KeyGroups.COUNT));
    }
  }

  /** Stages that do not divide by what in-edges weigh. */
  private static final class WithoutDegrees extends ForwardingInlet {

    WithoutDegrees(Inlet next) {
      super(next);
    }

    @Override
    public void degree(String vertex, int mask, long change, Cause cause) {}
  }

  private void tell(StatusPart part) {
    output.collect(status, new StreamRecord<>(part));
  }

  /** How far a telling is. */
  private final class Progress implements Telling.Progress {

    @Override
    public void begun(int epoch) {
      tell(StatusPart.begun(epoch));
    }

    @Override
    public void told(int group, int epoch, long vertices) {
      tell(StatusPart.told(epoch, group, vertices));
    }
  }

  /** What is said before a group turns goes first; of epochs that are over nothing more is said. */
  private final class Hands implements Telling.Hands {

    @Override
    public void flush() throws Exception {
      NeighborhoodOperator.this.flush();
    }

    @Override
    public void turn(int group, int epoch) {
      sendTurns(group, epoch);
      outboxes.headMap(groups.earliestServed()).clear();
    }
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
