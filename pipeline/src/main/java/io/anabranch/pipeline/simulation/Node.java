// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.pipeline.engine.LocalDeadlines;
import io.anabranch.pipeline.stage.SendingStage;
import io.anabranch.pipeline.stage.Stage;
import io.anabranch.state.control.GroupControl;
import io.anabranch.state.exchange.BlockReader;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Message;
import io.anabranch.state.exchange.Outbox;
import io.anabranch.state.gate.Horizon;
import io.anabranch.state.neighborhood.Erases;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.Sweep;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.MapBacking;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One subtask of one stage. */
abstract class Node {

  final MapBacking backing;
  private final CachedVertexStore<?> store;
  private final Outbox outbox; // null behind the last layer

  Node(MapBacking backing, CachedVertexStore<?> store, Outbox outbox) {
    this.backing = backing;
    this.store = store;
    this.outbox = outbox;
  }

  abstract void receive(Message message);

  /** Flushes the stage itself; the outbox follows. */
  abstract void flushStage();

  /** Makes the stage say what its hubs put off; the outbox follows. */
  void settleStage() {}

  final void settle() {
    settleStage();
    flush();
  }

  final void flush() {
    flushStage();
    if (outbox != null) {
      outbox.drain();
    }
    store.trim();
    store.writeAhead(2);
  }

  /** Brings the backing up to date. */
  final void writeBack() {
    store.writeBack();
  }

  /** A subtask of the Neighborhood. */
  static final class OfNeighborhood extends Node {

    private final Neighborhood rule;
    private final LocalDeadlines deadlines;
    private final GroupControl control;
    private final Erases erases;
    private final Sweep sweep;

    OfNeighborhood(
        MapBacking backing,
        CachedVertexStore<?> store,
        Outbox outbox,
        Neighborhood rule,
        LocalDeadlines deadlines,
        GroupControl control,
        Erases erases) {
      super(backing, store, outbox);
      this.rule = rule;
      this.deadlines = deadlines;
      this.control = control;
      this.erases = erases;
      this.sweep = new Sweep(rule, erases, () -> keys(backing, store));
    }

    private static Iterator<String> keys(MapBacking backing, CachedVertexStore<?> store) {
      List<String> keys = new ArrayList<>();
      store.forEachLive(keys::add);
      backing.vertices().forEach(keys::add);
      return keys.iterator();
    }

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
      }
    }

    /** Looks at some pages of in-edges more, if a sweep is due. */
    void sweep(int pages) {
      for (int page = 0; page < pages; page++) {
        sweep.step(1);
      }
    }

    boolean isSweepDue() {
      return sweep.isDue();
    }

    Erases erases() {
      return erases;
    }

    @Override
    void flushStage() {}

    LocalDeadlines deadlines() {
      return deadlines;
    }

    GroupControl control() {
      return control;
    }
  }

  /** A subtask of Scatter or of a layer. */
  static final class OfStage extends Node {

    private final Stage stage;
    private final BlockReader reader;
    private final SimulatedWakeUps wakeUps;

    OfStage(
        MapBacking backing,
        CachedVertexStore<?> store,
        Outbox outbox,
        Stage stage,
        int messageWidth,
        SimulatedWakeUps wakeUps,
        List<String> deferred) {
      super(backing, store, outbox);
      this.stage = stage;
      this.wakeUps = wakeUps;
      if (stage instanceof SendingStage sending) {
        for (String vertex : deferred) {
          wakeUps.set(vertex, 0);
          sending.restoreHub(vertex, 0);
        }
      }
      this.reader = new BlockReader(messageWidth);
    }

    @Override
    void receive(Message message) {
      reader.read(((Message.Block) message).bytes(), stage);
    }

    @Override
    void flushStage() {
      stage.flush();
    }

    SimulatedWakeUps wakeUps() {
      return wakeUps;
    }

    void wake(String vertex) {
      wakeUps.cancel(vertex, 0);
      ((SendingStage) stage).wake(vertex);
    }

    @Override
    void settleStage() {
      if (stage instanceof SendingStage sending) {
        sending.settleHubs();
      }
    }

    Stage stage() {
      return stage;
    }
  }
}
