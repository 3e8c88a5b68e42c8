// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Message.Block;
import io.anabranch.state.exchange.Message.Mark;
import io.anabranch.state.gate.Horizon;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.VertexFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Carries one stage: decides when its bundle is flushed, keeps its vertices in keyed state, and
 * passes marks on. A bundle is flushed when it is full; some milliseconds after its first vertex,
 * but no sooner than the last flush took, so that bundles grow under back-pressure; before a
 * checkpoint; and at the end of the input. So no checkpoint holds a dirty vertex.
 */
abstract class StageOperator<OUT> extends AbstractStreamOperator<OUT>
    implements OneInputStreamOperator<Message, OUT>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  /**
   * Vertices looked at after a flush for writing ahead: these, and two for each that was flushed. A
   * vertex is written when it is looked at for the second time, so what changes once is written as
   * fast as it comes, and a checkpoint finds little to do.
   */
  private static final int WRITTEN_AHEAD = 128;

  /** Milliseconds that what is said for a model that nobody is served by may wait for more. */
  private static final long AHEAD = 30;

  /**
   * Its vertices are looked at when it is flushed, one in so many: all of them a few times in half
   * a second.
   */
  private static final int WRITTEN_OF_THOSE_AHEAD = 8;

  // -- configuration
  private final StageSettings settings;

  // -- runtime
  private transient KeyedControls controls;
  private transient BundleMetrics bundles;
  private transient StreamRecord<Message> outgoing;
  private transient BarrierClock barriers;
  private transient boolean timerSet;
  private transient boolean aheadTimerSet;
  private transient SmallSteps steps;
  private transient FlushPace pace;

  StageOperator(StageSettings settings) {
    this.settings = settings;
  }

  /** Where vertices with the model of an epoch lie in this operator's keyed state. */
  final KeyedBacking openBacking(int epoch) {
    KeyedBacking backing = new KeyedBacking(this::setCurrentKey, getKeyedStateStore(), epoch);
    backing.requireIntact(getKeyedStateBackend());
    return backing;
  }

  final <T> CachedVertexStore<T> openStore(KeyedBacking backing, VertexFormat<T> format) {
    return new CachedVertexStore<>(backing, format, settings.cacheEntries());
  }

  /** All vertices as of now; those that the cache has not written yet come besides. */
  final SweptKeys keys(KeyedBacking backing, CachedVertexStore<?> store) {
    List<String> live = new ArrayList<>();
    store.forEachLive(live::add);
    KeyedStateBackend<String> backend = getKeyedStateBackend();
    return backend instanceof HeapKeyedStateBackend
        ? SweptKeys.copied(live, backing.keys(backend))
        : SweptKeys.inSteps(live, backing.keys(backend));
  }

  /** The stores that are to be brought up to date before a checkpoint. */
  abstract void forEachStore(Consumer<CachedVertexStore<?>> visitor);

  /** The same, but for those in which something is dirty. */
  abstract void forEachStoreAtRest(Consumer<CachedVertexStore<?>> visitor);

  /** Those of models that nobody is served by. */
  abstract void forEachStoreAhead(Consumer<CachedVertexStore<?>> visitor);

  final BarrierClock barriers() {
    return barriers;
  }

  /** Lets the stores put vertices away. No live one may be held, so none may be dirty. */
  final void trim() {
    forEachStoreAtRest(CachedVertexStore::trim);
  }

  /** Tells every group of the next stage that a group of this one has told all of an epoch. */
  final void sendTurns(int from, int epoch) {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      send(new Message.Turn(group, epoch, from));
    }
  }

  final StageSettings settings() {
    return settings;
  }

  final KeyedControls controls() {
    return controls;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    controls = new KeyedControls(this::setCurrentKey, getKeyedStateStore(), keyGroups());
    bundles = new BundleMetrics(getMetricGroup());
    barriers = new BarrierClock();
    pace = new FlushPace();
    outgoing = new StreamRecord<>(null);
    steps = new SmallSteps(getProcessingTimeService(), this::isDue, this::pause, this::stepIfFree);
  }

  final KeyGroupRange keyGroups() {
    return KeyedGroups.ownedBy(getRuntimeContext());
  }

  @Override
  public void processElement(StreamRecord<Message> element) throws Exception {
    Message message = element.getValue();
    if (message instanceof Mark mark) {
      if (controls.change(mark.group()).marks().hear(mark)) {
        catchUp();
        flush();
        settle();
        completed(mark.group(), mark.probe());
      }
    } else if (message instanceof Message.Period period) {
      hear(period);
    } else {
      receive(message);
      worked();
    }
  }

  /** When all senders have come to the end of a period, so has the group; hubs may lag behind. */
  private void hear(Message.Period period) throws Exception {
    Horizon periods = controls.change(period.group()).periods();
    long before = periods.time();
    periods.hear(period.from(), KeyGroups.COUNT, period.time());
    if (periods.time() > before) {
      flush();
      periodEnded(period.group(), periods.time());
    }
  }

  /** A key group has come to the end of a period, and all that was before it is flushed. */
  void periodEnded(int group, long time) throws Exception {
    sendPeriods(group, time);
  }

  /** Tells every group of the next stage that a group of this one has come to a period's end. */
  final void sendPeriods(int from, long time) {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      send(new Message.Period(group, from, time));
    }
  }

  /** Something was done: its bundle is flushed now, or some milliseconds later. */
  final void worked() throws Exception {
    int served = pending();
    int ahead = pendingAhead();
    if (Math.max(served, ahead) >= settings.maxVertices()) {
      flush();
      return;
    }
    if (served == 0) {
      trim(); // what was only looked at
    } else if (!timerSet) {
      setTimer();
    }
    if (ahead > 0 && !aheadTimerSet) {
      setAheadTimer();
    }
  }

  /** Takes in what is not a mark. */
  abstract void receive(Message message) throws Exception;

  /** True when something is left to be done in small steps between other work. */
  abstract boolean isDue();

  /** Does a little of it. */
  abstract void step() throws Exception;

  /** False when a step had better wait. */
  boolean isFree() {
    return true;
  }

  private void stepIfFree() throws Exception {
    if (isFree()) {
      step();
    }
  }

  /** Milliseconds between two steps. */
  long pause() {
    return SmallSteps.PAUSE;
  }

  /** Does it step by step, if there is any. */
  final void stepLater() {
    steps.later();
  }

  /** Does all of it at once: a stage comes to rest. */
  private void catchUp() throws Exception {
    while (isDue()) {
      step();
    }
  }

  /** Vertices that wait for a flush, with models that somebody is served by. */
  abstract int pending();

  /** The same with a model that nobody is served by yet: it can wait, and more goes into one. */
  abstract int pendingAhead();

  /** Flushes the stage and hands on what it says. */
  abstract void flushStage() throws Exception;

  /** The same with models that somebody is served by. */
  abstract void flushServed() throws Exception;

  /** Says what was put off, too. */
  void settle() throws Exception {}

  /** A key group has heard the mark of every sender, and all that was before it is flushed. */
  abstract void completed(int group, String probe) throws Exception;

  private long wallClock() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void setTimer() {
    long now = wallClock();
    long delay = pace.delay(settings.maxDelay());
    timerSet = true;
    getProcessingTimeService()
        .registerTimer(
            now + delay,
            time -> {
              timerSet = false;
              flush(pending(), this::flushServed);
            });
  }

  private void setAheadTimer() {
    long now = wallClock();
    aheadTimerSet = true;
    getProcessingTimeService()
        .registerTimer(
            now + Math.max(AHEAD, pace.last()),
            time -> {
              aheadTimerSet = false;
              flush();
              if (barriers.isPastHalf(wallClock())) {
                forEachStoreAhead(
                    store -> store.writeAhead(store.changed() / WRITTEN_OF_THOSE_AHEAD));
              }
            });
  }

  final void flush() throws Exception {
    flush(pending() + pendingAhead(), this::flushStage);
  }

  private void flush(int vertices, ThrowingRunnable<Exception> how) throws Exception {
    if (vertices == 0) {
      return;
    }
    long start = System.nanoTime();
    how.run();
    trim();
    if (barriers.isPastHalf(wallClock())) {
      forEachStoreAtRest(store -> store.writeAhead(WRITTEN_AHEAD + 2 * vertices));
    }
    long end = System.nanoTime();
    pace.flushed(start, end);
    bundles.flushed(vertices, end - start);
  }

  /** Sends a block on; usable where the output is of messages. */
  @SuppressWarnings("unchecked") // only stages with Message for OUT have an outbox
  final void send(Message message) {
    output.collect((StreamRecord<OUT>) outgoing.replace(message));
  }

  /** Tells every group of the next stage that a group of this one is through with a probe. */
  final void sendMarks(int from, String probe) {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      send(new Mark(group, probe, from, KeyGroups.COUNT));
    }
  }

  final void sendBlock(Block block) {
    send(block);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    barriers.passed(wallClock()); // first: what is written ahead now only holds it up
    flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    forEachStore(CachedVertexStore::writeBack);
    controls.writeBack();
    super.snapshotState(context);
  }

  @Override
  public void endInput() throws Exception {
    catchUp();
    flush();
    settle();
  }

  /** Time comes as clocks, through the channels: watermarks mean nothing here. */
  @Override
  public void processWatermark(Watermark mark) {}
}
