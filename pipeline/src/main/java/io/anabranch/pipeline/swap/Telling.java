// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import io.anabranch.state.control.GroupEpochs;
import io.anabranch.state.exchange.EpochInlets;
import io.anabranch.state.exchange.EpochInlets.Ways;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.Retelling;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The Neighborhood's part in a swap. In small steps between other work, all that there is of each
 * vertex is told to the stages of the new model; a vertex that changes before its turn is told
 * first. Meanwhile changes go to both models' stages. When a group is through, it turns: from then
 * on it tells the new ones alone.
 *
 * <p>The features of all vertices go ahead. Then a vertex hears all of its in-neighbors when its
 * edges are told, and changes once; else it would change again with each of them that is told
 * later, and so would all that it sends to.
 */
public final class Telling implements Retelling {

  /** Vertices whose features are told in place of one that is told whole. */
  private static final int AHEAD = 4;

  /** What the subtask does around it. */
  public interface Hands {

    /** Sends everything that waits to be sent. */
    void flush() throws Exception;

    /** Says to all groups of the next stage that a group has told all of an epoch. */
    void turn(int group, int epoch) throws Exception;
  }

  /** Hears how far a sweep is. After a restore it begins anew, and says so. */
  public interface Progress {

    /** A sweep begins, for groups that are to go over to an epoch. */
    void begun(int epoch);

    /** All vertices of a group, so many, have been told an epoch. */
    void told(int group, int epoch, long vertices);
  }

  private final Groups groups;
  private final IntFunction<Inlet> inlets;
  private final Supplier<Iterator<String>> keys;
  private final LongSupplier clock;
  private final Hands hands;
  private final Progress progress;
  private final Inlet changes = new EpochInlets(this::ways);
  private Neighborhood neighborhood;
  private Ways only; // of all vertices; null while a swap is under way
  private Iterator<String> left; // null when no sweep is under way
  private boolean ahead; // features are told, so far
  private final TreeSet<Integer> swept = new TreeSet<>(); // groups that the sweep is for
  private int at; // the group that it has come to
  private long seen; // vertices of that group

  /**
   * @param inlets the way to the stages of an epoch
   * @param keys all vertices that are kept now, as they are now, group by group, the lowest first;
   *     not disturbed by what happens to them later
   */
  public Telling(
      Groups groups,
      IntFunction<Inlet> inlets,
      Supplier<Iterator<String>> keys,
      LongSupplier clock,
      Hands hands,
      Progress progress) {
    this.groups = groups;
    this.inlets = inlets;
    this.keys = keys;
    this.clock = clock;
    this.hands = hands;
    this.progress = progress;
    look();
  }

  /** Where the Neighborhood tells its changes. */
  public Inlet changes() {
    return changes;
  }

  /** Puts this between the Neighborhood and the stages. */
  public void of(Neighborhood rule) {
    neighborhood = rule;
    rule.retell(this);
  }

  /** A group is to go over to an epoch, one after the other if there are several. */
  public void begin(int group, int epoch) {
    groups.change(group).begin(epoch);
    look();
  }

  /** True when some group is to go over. */
  public boolean isDue() {
    return only == null;
  }

  /** Tells some vertices more, if any is to be told; turns the groups when all are told. */
  public void step(int vertices) throws Exception {
    if (!isDue()) {
      return;
    }
    if (left == null) {
      beginSweep();
    }
    if (ahead) {
      tellFeatures(vertices * AHEAD);
      return;
    }
    for (int i = 0; i < vertices && left.hasNext(); i++) {
      String vertex = left.next();
      comeTo(KeyGroups.of(vertex));
      seen++;
      neighborhood.retell(vertex);
    }
    if (!left.hasNext()) {
      left = null;
      comeTo(KeyGroups.COUNT);
      turn();
    }
  }

  private void beginSweep() {
    Set<Integer> epochs = new TreeSet<>();
    for (int group : groups.owned()) {
      int wanted = wanted(groups.at(group));
      if (wanted > 0) {
        swept.add(group);
        epochs.add(wanted);
      }
    }
    epochs.forEach(progress::begun);
    at = 0;
    seen = 0;
    ahead = true;
    left = keys.get();
  }

  private void tellFeatures(int vertices) {
    for (int i = 0; i < vertices && left.hasNext(); i++) {
      neighborhood.retellFeatures(left.next());
    }
    if (!left.hasNext()) {
      ahead = false;
      left = keys.get();
    }
  }

  /** All groups before this one are through. */
  private void comeTo(int group) {
    if (group < at) {
      throw new IllegalStateException(
          "expected vertices group by group, got one of %d behind %d".formatted(group, at));
    }
    if (group == at) {
      return;
    }
    for (int through : swept.subSet(at, group)) {
      progress.told(through, groups.at(through).serving() + 1, through == at ? seen : 0);
    }
    at = group;
    seen = 0;
  }

  private void turn() throws Exception {
    hands.flush();
    for (int group : swept) {
      groups.change(group).serveNext();
      hands.turn(group, groups.at(group).serving());
    }
    swept.clear();
    look();
  }

  /** Whether all groups are with one model, which is so most of the time. */
  private void look() {
    int first = -1;
    for (int group : groups.owned()) {
      GroupEpochs epochs = groups.at(group);
      first = first < 0 ? epochs.serving() : first;
      if (wanted(epochs) > 0 || epochs.serving() != first) {
        only = null;
        return;
      }
    }
    only = new Ways(inlets.apply(Math.max(0, first)), null);
  }

  private static int wanted(GroupEpochs epochs) {
    return epochs.begun() > epochs.serving() ? epochs.serving() + 1 : 0;
  }

  private Ways ways(String vertex) {
    if (only != null) {
      return only;
    }
    GroupEpochs epochs = groups.at(KeyGroups.of(vertex));
    int wanted = wanted(epochs);
    return new Ways(inlets.apply(epochs.serving()), wanted > 0 ? inlets.apply(wanted) : null);
  }

  @Override
  public int wanted(String vertex) {
    return only != null ? 0 : wanted(groups.at(KeyGroups.of(vertex)));
  }

  @Override
  public Inlet inlet(int epoch) {
    return inlets.apply(epoch);
  }

  @Override
  public long now() {
    return clock.getAsLong();
  }
}
