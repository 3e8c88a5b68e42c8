// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.link.Groups;
import io.anabranch.pipeline.link.LinkEnd;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.VertexFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Carries one of the two ends of a pair: keeps its vertices in keyed state, and lets it work for a
 * period in small steps between other records, so that no embedding waits behind it.
 *
 * @param <V> what is kept of a vertex
 */
abstract class LinkOperator<V, OUT> extends AbstractStreamOperator<OUT>
    implements OneInputStreamOperator<LinkMessage, OUT>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private static final int TRIM_EVERY = 64; // vertices

  /** Milliseconds between two looks at what was put off. */
  static final long LOOK = 5_000;

  /**
   * For so many vertices that may have changed one is looked at for writing ahead: so few that one
   * which changes all the time is seldom packed before a checkpoint.
   */
  private static final int WRITTEN_AHEAD = 4;

  // -- configuration
  private final int cacheEntries;
  private final TellingPace pace;

  // -- runtime
  private transient KeyedClocks clocks;
  private transient BarrierClock barriers;
  private transient KeyedBacking backing;
  private transient CachedVertexStore<V> store;
  private transient LinkEnd end;
  private transient SmallSteps steps;
  private transient boolean lookSet;
  private transient int untrimmed;
  private transient long stepMillis; // that the last step took

  /**
   * @param pace how fast vertices are worked for, between other records
   */
  LinkOperator(int cacheEntries, TellingPace pace) {
    this.cacheEntries = cacheEntries;
    this.pace = pace;
  }

  abstract VertexFormat<V> format();

  /** The rule, once its state is there. */
  abstract LinkEnd newEnd(CachedVertexStore<V> vertices, Groups groups);

  /** Brings up to date what else is kept in state. */
  void writeBack() throws IOException {}

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clocks =
        new KeyedClocks(
            this::setCurrentKey, getKeyedStateStore(), KeyedGroups.ownedBy(getRuntimeContext()));
    barriers = new BarrierClock();
    backing = new KeyedBacking(this::setCurrentKey, getKeyedStateStore());
    backing.requireIntact(getKeyedStateBackend());
    store = new CachedVertexStore<>(backing, format(), cacheEntries);
    end = newEnd(store, clocks);
    steps =
        new SmallSteps(
            getProcessingTimeService(), end::isDue, () -> pace.after(stepMillis), this::step);
    if (context.isRestored()) {
      forEachKey(end::restore);
    }
  }

  /** Every vertex of this subtask, those that the cache has not written yet too. */
  private void forEachKey(Consumer<String> visitor) {
    List<String> keys = new ArrayList<>();
    store.forEachLive(keys::add);
    KeyedStateBackend<String> backend = getKeyedStateBackend();
    try (Stream<String> stored = backing.keys(backend)) {
      stored.forEach(keys::add);
    }
    for (String key : keys) {
      visitor.accept(key);
      store.trim();
    }
  }

  /** Work that was not through before a restore goes on. */
  @Override
  public void open() throws Exception {
    super.open();
    steps.later();
    lookLater();
  }

  @Override
  public void processElement(StreamRecord<LinkMessage> element) throws Exception {
    if (element.getValue() instanceof LinkMessage.Block block) {
      block.messages().forEach(this::receive);
    } else {
      receive(element.getValue());
    }
    steps.later();
    lookLater();
  }

  private void receive(LinkMessage message) {
    untrimmed += end.receive(message);
    if (untrimmed >= TRIM_EVERY) {
      trim();
    }
  }

  /** What was put off waits for two looks at most. */
  private void lookLater() {
    if (lookSet || !end.putsOff()) {
      return;
    }
    lookSet = true;
    getProcessingTimeService()
        .registerTimer(
            getProcessingTimeService().getCurrentProcessingTime() + LOOK,
            at -> {
              lookSet = false;
              end.look();
              steps.later();
              lookLater();
            });
  }

  /**
   * Where checkpoints come often nothing is packed ahead of one: just before it, the last rows of
   * nearly all that have changed come anew.
   */
  private void trim() {
    store.trim();
    if (barriers.areFarApart(2 * RowSender.LONGEST)) {
      store.writeAhead(Math.max(untrimmed, TRIM_EVERY) / WRITTEN_AHEAD);
    }
    untrimmed = 0;
  }

  private void step() {
    long start = getProcessingTimeService().getCurrentProcessingTime();
    end.step(pace.vertices());
    trim();
    stepMillis = getProcessingTimeService().getCurrentProcessingTime() - start;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    barriers.passed(getProcessingTimeService().getCurrentProcessingTime());
    store.writeBack();
    clocks.writeBack();
    writeBack();
    super.snapshotState(context);
  }

  @Override
  public void endInput() {
    workOff();
    for (int group : clocks.owned()) {
      end.settle(group);
      trim();
    }
    forEachKey(end::touch);
    end.last();
    workOff();
  }

  private void workOff() {
    while (end.isDue()) {
      step();
    }
  }

  /** Time comes as marks, through the channels: watermarks mean nothing here. */
  @Override
  public void processWatermark(Watermark mark) {}
}
