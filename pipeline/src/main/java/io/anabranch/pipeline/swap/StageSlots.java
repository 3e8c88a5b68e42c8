// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import io.anabranch.state.control.GroupEpochs;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message.Block;
import io.anabranch.state.exchange.Message.Turn;
import io.anabranch.state.store.CachedVertexStore;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * The slots of one stage on one subtask: one, or two while a swap is under way. A third model has
 * to wait until there is room: what is said for it is held.
 */
public abstract class StageSlots {

  private final Groups groups;
  private final IntFunction<StageSlot> opener;
  private final TreeMap<Integer, StageSlot> slots = new TreeMap<>();
  private int latest; // the latest epoch that a group serves
  private Iterator<String> leaving; // vertices of the first slot; null: it is not being cleared

  /**
   * @param opener opens the slot of an epoch, with what is kept of it
   */
  StageSlots(Groups groups, IntFunction<StageSlot> opener) {
    this.groups = groups;
    this.opener = opener;
    this.latest = groups.latestServed();
  }

  final Groups groups() {
    return groups;
  }

  /** The slot of an epoch, opened if it is not yet. */
  public final StageSlot at(int epoch) {
    StageSlot slot = slots.get(epoch);
    if (slot == null) {
      while (!slots.isEmpty() && slots.firstKey() <= epoch - 2) {
        clear(Integer.MAX_VALUE); // its room is needed
      }
      slot = opener.apply(epoch);
      slots.put(epoch, slot);
    }
    return slot;
  }

  /** The slot that serves a vertex. */
  public final StageSlot serving(String vertex) {
    return at(groups.at(KeyGroups.of(vertex)).serving());
  }

  public final void forEach(Consumer<StageSlot> visitor) {
    slots.values().forEach(visitor);
  }

  /** Those that are to be brought up to date: what is being cleared must not be written again. */
  public final void forEachStore(Consumer<CachedVertexStore<?>> visitor) {
    for (StageSlot slot : current()) {
      if (slot.isDirty()) {
        throw new IllegalStateException(
            "expected that all is flushed, epoch %d is not".formatted(slot.epoch()));
      }
      visitor.accept(slot.store());
    }
  }

  /** The same, but for those of slots with something dirty: there a vertex may be held. */
  public final void forEachStoreAtRest(Consumer<CachedVertexStore<?>> visitor) {
    for (StageSlot slot : current()) {
      if (!slot.isDirty()) {
        visitor.accept(slot.store());
      }
    }
  }

  /** Those with a model that no group serves, after a flush. */
  public final void forEachStoreAhead(Consumer<CachedVertexStore<?>> visitor) {
    slots.tailMap(latest, false).values().forEach(slot -> visitor.accept(slot.store()));
  }

  private Collection<StageSlot> current() {
    // All the time but in a swap there is one slot, and all groups need not be asked.
    int from = slots.size() < 2 ? Integer.MIN_VALUE : groups.earliestServed();
    return slots.tailMap(from, true).values();
  }

  /** Takes in a block, or holds it. */
  public final void receive(Block block) {
    groups.at(block.group()).requireCurrent(block);
    if (hasRoom(block.epoch())) {
      at(block.epoch()).read(block.bytes());
    } else {
      groups.change(block.group()).hold(block);
    }
  }

  /** For the epoch that the hindmost group serves, and for the next one. */
  private boolean hasRoom(int epoch) {
    return slots.containsKey(epoch) || epoch <= groups.earliestServed() + 1;
  }

  /** Hears that a group of the stage before has told all of an epoch. */
  public final void receive(Turn turn) throws Exception {
    GroupEpochs epochs = groups.change(turn.group());
    epochs.hear(turn);
    if (epochs.isTold()) {
      turnThoseTold();
    }
  }

  /** Groups that have been told all of the next epoch go over to it, now or soon. */
  abstract void turnThoseTold() throws Exception;

  /** Some group serves another epoch: there may be room for what is held. */
  final void release() {
    latest = groups.latestServed();
    for (int group : groups.owned()) {
      if (groups.at(group).holds()) {
        groups.change(group).release(this::hasRoom).forEach(this::receive);
      }
    }
  }

  /** Vertices that wait for a flush, with models that some group serves. */
  public final int pending() {
    return pending(isAhead() ? slots.headMap(latest, true) : slots);
  }

  /** Those with a model that is told what there is, and that no group serves. */
  public final int pendingAhead() {
    return isAhead() ? pending(slots.tailMap(latest, false)) : 0;
  }

  /** Whether there is a model that is told what there is, and that no group serves. */
  private boolean isAhead() {
    return !slots.isEmpty() && slots.lastKey() > latest;
  }

  private static int pending(Map<Integer, StageSlot> some) {
    int pending = 0;
    for (StageSlot slot : some.values()) {
      pending += slot.pending();
    }
    return pending;
  }

  public final void flush() {
    forEach(StageSlot::flush);
  }

  /** Flushes what some group serves: nobody waits for the rest, and more of it may come. */
  public final void flushServed() {
    slots.headMap(latest, true).values().forEach(StageSlot::flush);
  }

  /** Says what was put off, too. */
  public final void settle() {
    forEach(StageSlot::settle);
  }

  /** True when there is work for {@link #step}. */
  public boolean isDue() {
    return !slots.isEmpty() && slots.firstKey() < groups.earliestServed();
  }

  /** Clears a little of a slot that no group serves any more. Nothing may be dirty. */
  public void step(int vertices) throws Exception {
    if (isDue()) {
      clear(vertices);
    }
  }

  private void clear(int vertices) {
    StageSlot slot = slots.firstEntry().getValue();
    if (slot.epoch() >= groups.earliestServed()) {
      throw new IllegalStateException(
          "there is no room for a model while epoch " + slot.epoch() + " is served");
    }
    if (leaving == null) {
      leaving = slot.keys().get();
    }
    for (int i = 0; i < vertices && leaving.hasNext(); i++) {
      slot.clear(leaving.next());
    }
    if (!leaving.hasNext()) {
      leaving = null;
      slots.remove(slot.epoch());
      groups.owned().forEach(group -> groups.change(group).cleared());
    }
  }

  final StageSlot slotOrNull(int epoch) {
    return slots.get(epoch);
  }

  /** Opens what was open when the state was saved. Leftovers must have been cleared. */
  public final void restore(IntPredicate modelIsThere) throws Exception {
    int earliest = groups.earliestServed();
    latest = groups.latestServed();
    at(earliest);
    if (modelIsThere.test(earliest + 1)) {
      at(earliest + 1);
    }
    turnThoseTold();
  }
}
