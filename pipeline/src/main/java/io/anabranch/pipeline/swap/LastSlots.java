// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.pipeline.stage.LastLayerStage;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.ForwardingInlet;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * The slots of the last layer. Rows are of the epoch that a vertex's group serves; for the next one
 * vertices take in what they are told, and are not computed. When the groups of the subtask have
 * been told all of the next epoch, one after the other goes over, in one step: each vertex is
 * computed and its row said anew, and ended where there is no such vertex any more.
 */
public final class LastSlots extends StageSlots {

  /** Where rows go. */
  public interface Rows {

    /** Takes the rows of an epoch. */
    EmbeddingOutlet of(int epoch);
  }

  /** Hears what epoch a group serves from now on. */
  public interface Served {
    void served(int group, int epoch) throws Exception;
  }

  private final Rows rows;
  private final LongSupplier clock;
  private final Served served;
  private final Queue<Integer> waiting = new ArrayDeque<>(); // groups that go over
  private Map<Integer, Set<String>> vertices; // by group, old and new; null: not listed

  public LastSlots(
      Groups groups, IntFunction<StageSlot> opener, Rows rows, LongSupplier clock, Served served) {
    super(groups, opener);
    this.rows = rows;
    this.clock = clock;
    this.served = served;
  }

  /** The outlet of the stage of an epoch: it says nothing of vertices whose group is not there. */
  public EmbeddingOutlet outlet(int epoch) {
    EmbeddingOutlet outlet = rows.of(epoch);
    return new EmbeddingOutlet() {
      @Override
      public void embedding(String vertex, float[] values, long sequence, Cause cause) {
        if (serves(vertex, epoch)) {
          outlet.embedding(vertex, values, sequence, cause);
        }
      }

      @Override
      public boolean wants(String vertex) {
        boolean serves = serves(vertex, epoch);
        if (!serves && vertices != null) {
          list(vertex); // it may be new
        }
        return serves;
      }

      @Override
      public void gone(String vertex, Cause cause) {
        if (serves(vertex, epoch)) {
          outlet.gone(vertex, cause);
        }
      }
    };
  }

  /**
   * What is told to the stage of an epoch. An erase ends the row now, whatever wrote it: it is told
   * to the stage whose rows are said, too.
   */
  public Inlet inlet(int epoch, LastLayerStage stage) {
    return new ForwardingInlet(stage) {
      @Override
      public void erased(String vertex, Cause cause) {
        super.erased(vertex, cause);
        if (!serves(vertex, epoch)) {
          serving(vertex).stage().erased(vertex, cause);
        }
      }
    };
  }

  private boolean serves(String vertex, int epoch) {
    return groups().at(KeyGroups.of(vertex)).serving() == epoch;
  }

  /** They go over together, so that their vertices need be listed once. */
  @Override
  void turnThoseTold() {
    if (!waiting.isEmpty()) {
      return;
    }
    int earliest = groups().earliestServed();
    List<Integer> told = new ArrayList<>();
    for (int group : groups().owned()) {
      if (groups().at(group).serving() == earliest) {
        if (!groups().at(group).isTold()) {
          return;
        }
        told.add(group);
      }
    }
    waiting.addAll(told);
  }

  @Override
  public boolean isDue() {
    return !waiting.isEmpty() || super.isDue();
  }

  @Override
  public void step(int most) throws Exception {
    if (waiting.isEmpty()) {
      super.step(most);
      return;
    }
    if (vertices == null) {
      vertices = new HashMap<>();
      listAll(groups().at(waiting.peek()).serving());
      listAll(groups().at(waiting.peek()).serving() + 1);
    }
    goOver(waiting.remove());
    if (waiting.isEmpty()) {
      vertices = null;
      turnThoseTold();
    }
  }

  private void listAll(int epoch) {
    Iterator<String> keys = at(epoch).keys().get();
    while (keys.hasNext()) {
      list(keys.next());
    }
  }

  private void list(String vertex) {
    vertices.computeIfAbsent(KeyGroups.of(vertex), group -> new LinkedHashSet<>()).add(vertex);
  }

  private void goOver(int group) throws Exception {
    int epoch = groups().at(group).serving() + 1;
    LastLayerStage before = (LastLayerStage) at(epoch - 1).stage();
    LastLayerStage now = (LastLayerStage) at(epoch).stage();
    groups().change(group).serveNext();
    long arrived = clock.getAsLong();
    Set<String> all = vertices.getOrDefault(group, Set.of());
    all.forEach(vertex -> now.begin(vertex, arrived));
    now.flush();
    for (String vertex : all) {
      if (before.has(vertex) && !now.has(vertex)) {
        now.repeat(vertex, arrived);
      }
    }
    served.served(group, epoch);
    release();
  }
}
