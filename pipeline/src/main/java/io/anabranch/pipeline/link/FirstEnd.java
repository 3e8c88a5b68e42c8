// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.store.VertexStore;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first of the two ends of a pair. It holds the rows of each vertex and whom the vertex is
 * linked to; it sends an edge on to its target with the rows of its source. At the end of a period
 * it asks for partners of each vertex that was touched, and introduces some of the vertex's
 * partners to one another: those are open wedges.
 */
public final class FirstEnd implements LinkEnd {

  private static final int NO_GROUP = -1;

  /** More come due in no step at the usual pace; whatever else is to be done, none waits for it. */
  private static final int OVERDUE_IN_A_STEP = 8;

  /** So many links are counted while one vertex is asked for. */
  private static final int LINKS_FOR_A_VERTEX = 64;

  private final VertexStore<FirstVertex> store;
  private final Groups groups;
  private final LinkLogs logs;
  private final LinkRules rules;
  private final Consumer<LinkMessage> out;
  private final LinkOutbox asking = new LinkOutbox(); // empty between two steps
  private final Waiting touched = new Waiting();
  private final int[] rowsOf = new int[KeyGroups.COUNT]; // vertices that have rows, by group
  private final PeriodWork work;
  private final LinkRow heard = new LinkRow();
  private final BitSet putOff = new BitSet(); // groups whose links wait
  private final BitSet atLastLook = new BitSet(); // those of them that waited then already
  private final BitSet overdue = new BitSet(); // those that wait no longer
  private int atWork = NO_GROUP;
  private long skipped;
  private volatile int waiting; // read by those who ask for metrics

  /**
   * @param logs links that wait until somebody asks for them, or for some seconds
   * @param out to the second end
   */
  public FirstEnd(
      VertexStore<FirstVertex> store,
      Groups groups,
      LinkLogs logs,
      LinkRules rules,
      Consumer<LinkMessage> out) {
    this.store = store;
    this.groups = groups;
    this.logs = logs;
    this.rules = rules;
    this.out = out;
    this.work = new PeriodWork(groups);
    for (int group : groups.owned()) {
      putOff.set(group, !logs.at(group).isEmpty());
    }
  }

  @Override
  public int receive(LinkMessage message) {
    if (message instanceof LinkMessage.Arrival arrival) {
      HeldRows rows = store.look(arrival.edge().src()).rows;
      out.accept(new LinkMessage.Half(arrival.edge(), arrival.arrived(), rows));
    } else if (message instanceof LinkMessage.Rows rows) {
      RowBytes.forEach(rows, heard, this::hear);
      return rows.size();
    } else if (message instanceof LinkMessage.Links links) {
      return hear(links);
    } else if (message instanceof LinkMessage.Query query) {
      return answer(query.query());
    } else if (message instanceof LinkMessage.Mark mark) {
      hear(mark);
    } else {
      throw new IllegalStateException("the first end takes no " + message);
    }
    return 1;
  }

  private int answer(LinkQuery query) {
    int settled = settle(KeyGroups.of(query.u()));
    FirstVertex vertex = store.look(query.u());
    boolean existing = vertex.isLinkedTo(query.v());
    out.accept(new LinkMessage.HalfQuery(query, existing, vertex.rows));
    return 1 + settled;
  }

  private void hear(String key, @Nullable LinkRow row) {
    FirstVertex vertex = store.at(key);
    boolean had = !vertex.rows.isEmpty();
    if (row == null) {
      vertex.rows.clear();
      vertex.touched = false;
      touched.remove(key);
      dropIfEmpty(key, vertex);
    } else {
      vertex.rows.put(row);
      if (vertex.rows.isOfTwoModels()) {
        vertex.rows.retire(epoch(key));
      }
      touch(key, vertex);
    }
    if (had != (row != null)) {
      rowsOf[KeyGroups.of(key)] += had ? -1 : 1;
    }
  }

  private int epoch(String vertex) {
    return (int) groups.at(KeyGroups.of(vertex)).time(LinkClock.ROWS_EPOCH);
  }

  /** They wait: vertices of one group are counted at one time, while they are at hand. */
  private int hear(LinkMessage.Links links) {
    LinkLog log = logs.change(links.group());
    log.add(links.bytes());
    putOff.set(links.group());
    return log.isFull(links.group()) ? settle(links.group()) : 0;
  }

  private void hear(String key, String other, int change) {
    FirstVertex vertex = store.at(key);
    vertex.link(other, change);
    if (!dropIfEmpty(key, vertex) && !vertex.rows.isEmpty()) {
      touch(key, vertex);
    }
  }

  /** Counts the links of a group that wait for it. */
  @Override
  public int settle(int group) {
    boolean waits = putOff.get(group);
    putOff.clear(group);
    atLastLook.clear(group);
    overdue.clear(group);
    return waits ? logs.change(group).drain(this::hear) : 0;
  }

  @Override
  public boolean putsOff() {
    return !putOff.isEmpty();
  }

  /** So of who is erased nothing stays for long, even where nobody asks and nothing comes. */
  @Override
  public void look() {
    overdue.or(atLastLook);
    atLastLook.clear();
    atLastLook.or(putOff);
  }

  private boolean dropIfEmpty(String key, FirstVertex vertex) {
    if (vertex.isEmpty()) {
      store.drop(key);
      return true;
    }
    return false;
  }

  private void touch(String key, FirstVertex vertex) {
    if (!vertex.touched) {
      vertex.touched = true;
      touched.add(key);
    }
  }

  private void hear(LinkMessage.Mark mark) {
    int group = mark.group();
    if (!groups.change(group).hear(mark)) {
      return;
    }
    switch (mark.clock()) {
      case ROWS_EPOCH ->
          tell(group, LinkClock.FIRST_EPOCH, groups.at(group).time(LinkClock.ROWS_EPOCH));
      case ROWS_PERIOD -> beginNext(group);
      default -> throw new IllegalStateException("the first end takes no " + mark);
    }
  }

  /** A period that ends while another one is worked for waits; of several that do, the last. */
  private void beginNext(int group) {
    GroupClocks clocks = groups.at(group);
    long end = clocks.time(LinkClock.ROWS_PERIOD);
    if (clocks.working() == GroupClocks.NONE && end > clocks.begun()) {
      touched.begin(group);
      work.begin(group, end);
    }
  }

  private void tell(int from, LinkClock clock, long time) {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      out.accept(new LinkMessage.Mark(group, clock, from, time));
    }
  }

  @Override
  public boolean isDue() {
    return work.isDue() || !overdue.isEmpty();
  }

  @Override
  public void step(int most) {
    for (int group = 0; group < OVERDUE_IN_A_STEP && !overdue.isEmpty(); group++) {
      settle(overdue.nextSetBit(0));
    }
    int left = most;
    while (left > 0 && work.isDue()) {
      left = work(left);
    }
    asking.drain(out);
    waiting = touched.due();
  }

  /**
   * Links are counted before anybody is asked for; when a group's turn comes, they touch for it.
   */
  private int work(int most) {
    int group = work.next();
    int left = most - settle(group) / LINKS_FOR_A_VERTEX;
    if (group != atWork) {
      atWork = group;
      touched.begin(group);
    }
    left = touched.take(group, left, key -> ask(key, groups.at(group).working()));
    if (touched.isDone(group)) {
      work.done();
      atWork = NO_GROUP;
      beginNext(group);
    }
    return left;
  }

  private int ask(String key, long period) {
    FirstVertex vertex = store.at(key);
    vertex.touched = false;
    if (vertex.partners() > rules.maxPartners()) {
      skipped++;
      return 1;
    }
    List<String> linked = vertex.linked();
    asking.add(new LinkMessage.Ask(key, period, linked));
    if (!isCompared(KeyGroups.of(key))) {
      introduce(Draw.around(key, linked, rules.wedges()), period);
    }
    return 1;
  }

  /** Where shards compare all of their rows, open wedges add nothing. */
  private boolean isCompared(int group) {
    long inShard = (long) rowsOf[group] * KeyGroups.COUNT / rules.shards();
    return 2 * inShard < rules.exactBelow(); // groups are not all of a size
  }

  private void introduce(List<String> drawn, long period) {
    for (String partner : drawn) {
      List<String> others = drawn.stream().filter(other -> !other.equals(partner)).toList();
      if (!others.isEmpty()) {
        asking.add(new LinkMessage.Wedges(partner, period, others));
      }
    }
  }

  /** Vertices that partners are still to be asked for in this period. */
  public int waiting() {
    return waiting;
  }

  /** Vertices that were asked for no partners, since they have too many, since the start. */
  public long skipped() {
    return skipped;
  }

  @Override
  public void restore(String key) {
    FirstVertex vertex = store.look(key);
    rowsOf[KeyGroups.of(key)] += vertex.rows.isEmpty() ? 0 : 1;
    if (vertex.touched) {
      touched.add(key);
      if (work.isAtWork(KeyGroups.of(key))) {
        touched.begin(KeyGroups.of(key));
      }
    }
  }

  @Override
  public void touch(String key) {
    FirstVertex vertex = store.at(key);
    if (!vertex.rows.isEmpty()) {
      touch(key, vertex);
    }
  }

  @Override
  public void last() {
    groups.owned().forEach(touched::begin);
    work.last();
  }
}
