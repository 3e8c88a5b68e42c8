// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.store.VertexStore;
import java.util.ArrayList;
import java.util.List;

/**
 * The second of the two ends of a pair. It holds the rows of each vertex, and scores what the first
 * end sends. At the end of a period it brings the index up to date, group by group, and then
 * searches it for the vertices that are asked for partners.
 */
public final class SecondEnd implements LinkEnd {

  /** Where its words go. */
  public interface Outlet {

    /** An edge is scored. */
    void scored(ScoredEdge edge);

    /** A query is answered. */
    void answered(LinkAnswer answer);

    /** To the index. */
    void index(LinkMessage message);
  }

  /** So many times as many wedges are kept as are sent: some of them are linked already. */
  private static final int KEPT = 4;

  private final VertexStore<SecondVertex> store;
  private final Groups groups;
  private final LinkRules rules;
  private final Shards shards;
  private final Outlet out;
  private final Waiting changed = new Waiting();
  private final Waiting asked = new Waiting();
  private final PeriodWork work;

  public SecondEnd(VertexStore<SecondVertex> store, Groups groups, LinkRules rules, Outlet out) {
    this.store = store;
    this.groups = groups;
    this.rules = rules;
    this.shards = new Shards(rules.shards());
    this.out = out;
    this.work = new PeriodWork(groups);
  }

  @Override
  public void receive(LinkMessage message) {
    if (message instanceof LinkMessage.Half half) {
      HeldRows held = store.look(half.edge().dst()).rows;
      out.scored(ScoredEdge.of(half.edge(), half.arrived(), half.rows(), held, rules.decoder()));
    } else if (message instanceof LinkMessage.Row row) {
      hear(row);
    } else if (message instanceof LinkMessage.HalfQuery half) {
      HeldRows held = store.look(half.query().v()).rows;
      out.answered(
          LinkAnswer.of(half.query(), half.existing(), half.rows(), held, rules.decoder()));
    } else if (message instanceof LinkMessage.Ask ask) {
      SecondVertex vertex = store.at(ask.vertex());
      vertex.asked = true;
      vertex.linked = ask.linked();
      asked.add(ask.vertex());
    } else if (message instanceof LinkMessage.Wedges wedges) {
      hear(wedges);
    } else if (message instanceof LinkMessage.Mark mark) {
      hear(mark);
    } else {
      throw new IllegalStateException("the second end takes no " + message);
    }
  }

  private void hear(LinkMessage.Row row) {
    SecondVertex vertex = store.at(row.vertex());
    if (row.row() == null) {
      vertex.rows.clear();
    } else {
      vertex.rows.put(row.row());
      vertex.rows.retire(epoch(row.vertex()));
    }
    vertex.changed = true;
    changed.add(row.vertex());
  }

  /** The epoch that rows are of everywhere: here, and where the other half of a pair comes from. */
  private int epoch(String vertex) {
    GroupClocks clocks = groups.at(KeyGroups.of(vertex));
    return (int) Math.min(clocks.time(LinkClock.ROWS_EPOCH), clocks.time(LinkClock.FIRST_EPOCH));
  }

  /** Kept until the period ends; a vertex that has no rows then does not search. */
  private void hear(LinkMessage.Wedges wedges) {
    SecondVertex vertex = store.at(wedges.vertex());
    List<String> all = new ArrayList<>(vertex.wedges);
    all.addAll(wedges.others());
    vertex.wedges = Draw.around(wedges.vertex(), all, KEPT * rules.wedges());
    asked.add(wedges.vertex());
  }

  private void hear(LinkMessage.Mark mark) {
    int group = mark.group();
    if (!groups.change(group).hear(mark)) {
      return;
    }
    GroupClocks clocks = groups.at(group);
    long period = Math.min(clocks.time(LinkClock.ROWS_PERIOD), clocks.time(LinkClock.FIRST_PERIOD));
    if (period > clocks.begun()) {
      work.begin(group, period);
    }
  }

  @Override
  public boolean isDue() {
    return work.isDue();
  }

  /** Rows first, then the mark that says they are all there, then what is searched for. */
  @Override
  public void step(int most) {
    int left = most;
    while (left > 0 && work.isDue()) {
      int group = work.next();
      long period = groups.at(group).working();
      if (groups.at(group).told() < period) {
        left = changed.take(group, left, this::tellRows);
        if (!changed.isEmpty(group)) {
          return;
        }
        tellIndex(group, period);
        groups.change(group).tell();
      }
      left = asked.take(group, left, vertex -> search(vertex, period));
      if (asked.isEmpty(group)) {
        work.done();
      }
    }
  }

  private void tellRows(String key) {
    SecondVertex vertex = store.at(key);
    vertex.changed = false;
    int group = shards.group(shards.of(key));
    out.index(new LinkMessage.IndexRow(group, key, vertex.rows.copy()));
    dropIfEmpty(key, vertex);
  }

  private void tellIndex(int from, long period) {
    for (int shard = 0; shard < shards.count(); shard++) {
      out.index(new LinkMessage.Mark(shards.group(shard), LinkClock.INDEX_PERIOD, from, period));
    }
  }

  private void search(String key, long period) {
    SecondVertex vertex = store.at(key);
    LinkRow row = vertex.rows.earliest();
    if (vertex.asked && row != null) {
      List<List<String>> linked = shards.split(vertex.linked);
      List<List<String>> wedges = shards.split(vertex.wedges);
      for (int shard = 0; shard < shards.count(); shard++) {
        out.index(
            new LinkMessage.Search(
                shards.group(shard), period, key, row, linked.get(shard), wedges.get(shard)));
      }
    }
    vertex.asked = false;
    vertex.linked = List.of();
    vertex.wedges = List.of();
    dropIfEmpty(key, vertex);
  }

  private void dropIfEmpty(String key, SecondVertex vertex) {
    if (vertex.isEmpty()) {
      store.drop(key);
    }
  }

  @Override
  public void restore(String key) {
    SecondVertex vertex = store.look(key);
    if (vertex.changed) {
      changed.add(key);
    }
    if (vertex.asked || !vertex.wedges.isEmpty()) {
      asked.add(key);
    }
  }

  @Override
  public void touch(String key) {} // the first end has asked for what is to be searched for

  @Override
  public void last() {
    work.last();
  }
}
