// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.stage.Stage;
import io.anabranch.pipeline.swap.Leftovers;
import io.anabranch.pipeline.swap.StageSlot;
import io.anabranch.pipeline.swap.StageSlots;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.store.CachedVertexStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;

/** Carries a stage behind the Neighborhood: once for each model, so that one can follow another. */
abstract class SlotOperator<OUT> extends StageOperator<OUT> {

  private static final long serialVersionUID = 1L;

  private static final int STEP = 256; // vertices that are cleared between other work

  // -- configuration
  private final ModelBytes modelBytes;

  // -- runtime
  private transient EpochModels models;
  private transient OperatorGroups groups;
  private transient StageSlots slots;
  private transient SweptKeys left; // of the slot that is being cleared; null: none was
  private transient volatile List<Stage> open; // read by those who ask for metrics, too
  private transient List<Message> questions; // they wait for what was said before them to be gone

  SlotOperator(StageSettings settings, ModelBytes modelBytes) {
    super(settings);
    this.modelBytes = modelBytes;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    models = new EpochModels(modelBytes, context);
    groups = new OperatorGroups(keyGroups(), controls());
    open = List.of();
    questions = new ArrayList<>();
    getMetricGroup().gauge("modelsOpen", () -> open.size());
    Leftovers.clear(groups, this::openBacking, this::storedKeys);
    slots = newSlots(groups);
  }

  /** The slots of the stage; opens none. */
  abstract StageSlots newSlots(OperatorGroups groups);

  final SageModel model(int epoch) {
    return models.at(epoch);
  }

  final OperatorGroups groups() {
    return groups;
  }

  /** All vertices of a slot, for clearing it. */
  final Supplier<Iterator<String>> keysOf(KeyedBacking backing, CachedVertexStore<?> store) {
    return () -> left = keys(backing, store);
  }

  private Iterable<String> storedKeys(int epoch) {
    try (Stream<String> keys = openBacking(epoch).keys(getKeyedStateBackend())) {
      return keys.toList();
    }
  }

  @Override
  final void forEachStore(Consumer<CachedVertexStore<?>> visitor) {
    slots.forEachStore(visitor);
  }

  @Override
  final void forEachStoreAtRest(Consumer<CachedVertexStore<?>> visitor) {
    slots.forEachStoreAtRest(visitor);
  }

  @Override
  final void forEachStoreAhead(Consumer<CachedVertexStore<?>> visitor) {
    slots.forEachStoreAhead(visitor);
  }

  /** Sums up what the open stages tell. */
  final <S extends Stage> long sum(Class<S> type, ToLongFunction<S> what) {
    return open.stream().map(type::cast).mapToLong(what).sum();
  }

  final StageSlots slots() {
    return slots;
  }

  /** A slot is opened or was closed. */
  private void look(Stage... opened) {
    List<Stage> now = new ArrayList<>();
    if (slots != null) {
      slots.forEach(slot -> now.add(slot.stage()));
    }
    now.addAll(List.of(opened));
    open = List.copyOf(now);
  }

  /** Makes a slot known; to be called for each that is opened. */
  final StageSlot opened(StageSlot slot) {
    look(slot.stage());
    return slot;
  }

  @Override
  void receive(Message message) throws Exception {
    if (message instanceof Message.Block block) {
      slots.receive(block);
    } else if (message instanceof Message.Turn turn) {
      slots.receive(turn);
      stepLater();
    } else if (message instanceof Message.Model model) {
      models.put(model);
      handOn(model);
    } else if (message instanceof Message.Ask || message instanceof Message.Told) {
      questions.add(message);
    } else {
      throw new IllegalStateException("a stage takes no " + message);
    }
  }

  /** Answers a part of a question, or hands it on: what was said before it has gone. */
  abstract void answer(Message message);

  /** Tells the same group of the next stage, if there is one. */
  abstract void handOn(Message.Model model);

  /** What was not through before a restore goes on. */
  @Override
  public void open() throws Exception {
    super.open();
    slots.restore(models::isThere); // groups may turn, and say so
    trim();
    stepLater();
  }

  @Override
  final boolean isDue() {
    return slots.isDue();
  }

  @Override
  final void step() throws Exception {
    flush();
    slots.step(STEP);
    look();
    worked();
  }

  @Override
  final int pending() {
    return slots.pending() + questions.size();
  }

  @Override
  final int pendingAhead() {
    return slots.pendingAhead();
  }

  @Override
  final void flushStage() {
    slots.flush();
    answerAll();
  }

  @Override
  final void flushServed() {
    slots.flushServed();
    answerAll();
  }

  private void answerAll() {
    questions.forEach(this::answer);
    questions.clear();
  }

  @Override
  final void settle() {
    slots.settle();
    trim();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    models.writeBack(groups.earliestServed());
    super.snapshotState(context);
  }

  /** What is open in the backend goes before the backend does. */
  @Override
  public void close() throws Exception {
    if (left != null) {
      left.close();
    }
    super.close();
  }
}
