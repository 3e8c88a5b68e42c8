// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import static java.util.Comparator.comparingInt;

import io.anabranch.pipeline.engine.LocalDeadlines;
import io.anabranch.pipeline.stage.SendingStage;
import io.anabranch.pipeline.swap.StageSlots;
import io.anabranch.pipeline.swap.Telling;
import io.anabranch.state.control.GroupControl;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.gate.Horizon;
import io.anabranch.state.neighborhood.Erases;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.Sweep;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.MapBacking;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** One subtask of one stage. */
abstract class Node {

  private static final int AHEAD = 4; // bundles to one of a model that nobody is served by

  /** Of models with an even epoch, and with an odd one. */
  final List<MapBacking> backings;

  final SimulatedGroups groups;

  Node(List<MapBacking> backings, SimulatedGroups groups) {
    this.backings = backings;
    this.groups = groups;
  }

  abstract void receive(Message message) throws Exception;

  abstract void flush();

  /** The same of what somebody is served by, and now and then of the rest. */
  abstract void flushBundle();

  /** Makes hubs say what they put off. */
  void settle() {}

  /** Something is to be done in small steps. */
  abstract boolean isDue();

  abstract void step(int vertices) throws Exception;

  /** Brings the backings up to date. */
  abstract void writeBack();

  static Iterator<String> keys(MapBacking backing, CachedVertexStore<?> store) {
    Set<String> keys = new LinkedHashSet<>();
    store.forEachLive(keys::add);
    backing.vertices().forEach(keys::add);
    return keys.stream().sorted(comparingInt(KeyGroups::of)).iterator(); // a stable sort
  }

  static void tidy(CachedVertexStore<?> store) {
    store.trim();
    store.writeAhead(2);
  }

  /** A subtask of the Neighborhood. */
  static final class OfNeighborhood extends Node {

    private final CachedVertexStore<?> store;
    private final Neighborhood rule;
    private final LocalDeadlines deadlines;
    private final GroupControl control;
    private final Erases erases;
    private final Sweep sweep;
    private final Telling telling;
    private final TreeMap<Integer, Outbox> outboxes;
    private int bundles;

    /**
     * @param outboxes by epoch, all that there ever were
     */
    OfNeighborhood(
        List<MapBacking> backings,
        SimulatedGroups groups,
        NeighborhoodParts parts,
        Telling telling,
        TreeMap<Integer, Outbox> outboxes) {
      super(backings, groups);
      this.store = parts.store();
      this.rule = parts.rule();
      this.deadlines = parts.deadlines();
      this.control = parts.control();
      this.erases = parts.erases();
      this.telling = telling;
      this.outboxes = outboxes;
      this.sweep = new Sweep(rule, erases, () -> keys(backings.get(0), store));
    }

    /** What a Neighborhood is made of. */
    record NeighborhoodParts(
        CachedVertexStore<?> store,
        Neighborhood rule,
        LocalDeadlines deadlines,
        GroupControl control,
        Erases erases) {}

    @Override
    void receive(Message message) {
      if (message instanceof Message.Arrival arrival) {
        rule.apply(arrival.event(), new Cause(arrival.event().timestamp(), arrival.arrived()));
      } else if (message instanceof Message.Clock clock) {
        Horizon horizon = control.horizon(clock.input());
        horizon.hear(clock.partition(), clock.partitions(), clock.time());
        deadlines.advance(
            clock.input(),
            horizon.time(),
            vertex ->
                rule.expire(
                    clock.input(),
                    vertex,
                    horizon.time(),
                    new Cause(horizon.time(), clock.time())));
        rule.forgetErases();
      } else if (message instanceof Message.Erase erase) {
        Cause cause = new Cause(erase.event().timestamp(), erase.arrived());
        rule.erase(erase.group(), erase.event(), cause);
      } else if (message instanceof Message.Begin begin) {
        telling.begin(begin.group(), begin.epoch());
      }
    }

    @Override
    void flush() {
      outboxes.values().forEach(Outbox::drain);
      tidy(store);
    }

    @Override
    void flushBundle() {
      if (++bundles % AHEAD == 0) {
        flush();
      } else {
        outboxes.headMap(groups.latestServed(), true).values().forEach(Outbox::drain);
        tidy(store);
      }
    }

    @Override
    boolean isDue() {
      return sweep.isDue() || telling.isDue();
    }

    @Override
    void step(int vertices) throws Exception {
      for (int page = 0; page < vertices; page++) {
        sweep.step(1);
      }
      telling.step(vertices);
    }

    @Override
    void writeBack() {
      store.writeBack();
    }

    Erases erases() {
      return erases;
    }

    LocalDeadlines deadlines() {
      return deadlines;
    }

    GroupControl control() {
      return control;
    }
  }

  /** A subtask of Scatter or of a layer. */
  static final class OfStage extends Node {

    private final StageSlots slots;
    private int bundles;
    private final TreeMap<Integer, SimulatedWakeUps> wakeUps; // by epoch

    OfStage(
        List<MapBacking> backings,
        SimulatedGroups groups,
        StageSlots slots,
        TreeMap<Integer, SimulatedWakeUps> wakeUps) {
      super(backings, groups);
      this.slots = slots;
      this.wakeUps = wakeUps;
    }

    @Override
    void receive(Message message) throws Exception {
      if (message instanceof Message.Block block) {
        slots.receive(block);
      } else if (message instanceof Message.Turn turn) {
        slots.receive(turn);
      }
    }

    @Override
    void flush() {
      slots.flush();
      slots.forEachStore(Node::tidy);
    }

    @Override
    void flushBundle() {
      if (++bundles % AHEAD == 0) {
        flush();
      } else {
        slots.flushServed();
        slots.forEachStoreAtRest(Node::tidy);
      }
    }

    @Override
    void settle() {
      slots.settle();
      flush();
    }

    @Override
    boolean isDue() {
      return slots.isDue();
    }

    @Override
    void step(int vertices) throws Exception {
      flush();
      slots.step(vertices);
    }

    @Override
    void writeBack() {
      slots.forEachStore(CachedVertexStore::writeBack);
    }

    TreeMap<Integer, SimulatedWakeUps> wakeUps() {
      return wakeUps;
    }

    /** Wakes a hub, if one wants to be woken. */
    void wakeOne() {
      wakeUps.forEach(
          (epoch, asked) -> {
            if (!asked.asked().isEmpty()) {
              String vertex = asked.asked().first();
              asked.cancel(vertex, 0);
              ((SendingStage) slots.at(epoch).stage()).wake(vertex);
            }
          });
    }

    StageSlots slots() {
      return slots;
    }
  }
}
