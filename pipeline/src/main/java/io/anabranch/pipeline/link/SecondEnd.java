// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.store.VertexStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** What else is done for a vertex takes no longer than so many to a search. */
  private static final int SEARCH_EFFORT = 32;

  private static final int SMALL_EFFORT = 1;

  private final VertexStore<SecondVertex> store;
  private final Groups groups;
  private final LinkRules rules;
  private final Shards shards;
  private final Outlet out;
  private final LinkOutbox index = new LinkOutbox(); // empty between two steps
  private final Waiting changed = new Waiting();
  private final Waiting asked = new Waiting();
  private final PeriodWork telling; // groups whose rows the index is to be told of
  private final Set<Integer> searching =
      new LinkedHashSet<>(); // groups that somebody may search in
  private final LinkRow heard = new LinkRow();
  private long searched;

  public SecondEnd(VertexStore<SecondVertex> store, Groups groups, LinkRules rules, Outlet out) {
    this.store = store;
    this.groups = groups;
    this.rules = rules;
    this.shards = new Shards(rules.shards());
    this.out = out;
    this.telling = new PeriodWork(groups);
  }

  @Override
  public int receive(LinkMessage message) {
    if (message instanceof LinkMessage.Half half) {
      HeldRows held = store.look(half.edge().dst()).rows;
      out.scored(ScoredEdge.of(half.edge(), half.arrived(), half.rows(), held, rules.decoder()));
    } else if (message instanceof LinkMessage.Rows rows) {
      RowBytes.forEach(rows, heard, this::hear);
      return rows.size();
    } else if (message instanceof LinkMessage.HalfQuery half) {
      HeldRows held = store.look(half.query().v()).rows;
      out.answered(
          LinkAnswer.of(half.query(), half.existing(), half.rows(), held, rules.decoder()));
    } else if (message instanceof LinkMessage.Ask ask) {
      hear(ask);
    } else if (message instanceof LinkMessage.Wedges wedges) {
      hear(wedges);
    } else if (message instanceof LinkMessage.Mark mark) {
      hear(mark);
    } else {
      throw new IllegalStateException("the second end takes no " + message);
    }
    return 1;
  }

  private void hear(String key, @Nullable LinkRow row) {
    SecondVertex vertex = store.at(key);
    if (row == null) {
      vertex.rows.clear();
      vertex.forgetWedges();
    } else {
      vertex.rows.put(row);
      if (vertex.rows.isOfTwoModels()) {
        vertex.rows.retire(epoch(key));
      }
    }
    if (!vertex.changed) {
      vertex.changed = true;
      changed.add(key);
    }
  }

  /** The epoch that rows are of everywhere: here, and where the other half of a pair comes from. */
  private int epoch(String vertex) {
    GroupClocks clocks = groups.at(KeyGroups.of(vertex));
    return (int) Math.min(clocks.time(LinkClock.ROWS_EPOCH), clocks.time(LinkClock.FIRST_EPOCH));
  }

  private void hear(LinkMessage.Ask ask) {
    SecondVertex vertex = store.at(ask.vertex());
    vertex.askedFor = ask.period();
    vertex.linked = ask.linked();
    int group = KeyGroups.of(ask.vertex());
    asked.add(ask.vertex());
    asked.begin(group);
    searching.add(group);
  }

  /** A vertex without rows does not search; but in the last period, its row may be on its way. */
  private void hear(LinkMessage.Wedges wedges) {
    SecondVertex vertex = store.at(wedges.vertex());
    if (!vertex.rows.isEmpty() || wedges.period() == GroupClocks.LAST) {
      vertex.introduce(wedges.period(), wedges.others());
    }
    if (vertex.wedges.size() > 2 * kept()) {
      vertex.wedges = new ArrayList<>(Draw.around(wedges.vertex(), vertex.wedges, kept()));
    }
    dropIfEmpty(wedges.vertex(), vertex);
  }

  private int kept() {
    return KEPT * rules.wedges();
  }

  private void hear(LinkMessage.Mark mark) {
    int group = mark.group();
    if (!groups.change(group).hear(mark)) {
      return;
    }
    GroupClocks clocks = groups.at(group);
    long period = clocks.time(LinkClock.ROWS_PERIOD);
    if (period > clocks.begun()) {
      begin(group, period);
    }
  }

  private void begin(int group, long period) {
    changed.begin(group);
    telling.begin(group, period);
  }

  @Override
  public boolean isDue() {
    return telling.isDue() || !searching.isEmpty();
  }

  /** All rows first, then what is searched for: no search waits for the rows of another group. */
  @Override
  public void step(int most) {
    int left = SEARCH_EFFORT * most;
    while (left > 0 && isDue()) {
      left = telling.isDue() ? tell(left) : search(left);
    }
    index.drain(out::index);
  }

  /** Rows of a group, and then the mark that says they are all there. */
  private int tell(int most) {
    int group = telling.next();
    int left = changed.take(group, most, this::tellRows);
    if (changed.isDone(group)) {
      index.drain(out::index);
      tellIndex(group, groups.at(group).working());
      groups.change(group).tell();
      telling.done();
      asked.begin(group); // those that waited for these rows
      searching.add(group);
    }
    return left;
  }

  private int search(int most) {
    int group = searching.iterator().next();
    long period = groups.at(group).told();
    int left = asked.take(group, most, vertex -> search(vertex, period));
    if (left > 0) {
      searching.remove(group); // all have searched, but those of a period whose rows are to come
    }
    return left;
  }

  private int tellRows(String key) {
    SecondVertex vertex = store.at(key);
    vertex.changed = false;
    int group = shards.group(shards.of(key));
    index.add(new LinkMessage.IndexRow(group, key, vertex.rows.copy()));
    dropIfEmpty(key, vertex);
    return SMALL_EFFORT;
  }

  private void tellIndex(int from, long period) {
    for (int shard = 0; shard < shards.count(); shard++) {
      out.index(new LinkMessage.Mark(shards.group(shard), LinkClock.INDEX_PERIOD, from, period));
    }
  }

  /** One that is asked for a period whose rows the index is not told of yet waits for that. */
  private int search(String key, long period) {
    SecondVertex vertex = store.at(key);
    if (vertex.askedFor > period) {
      asked.add(key);
      return SMALL_EFFORT;
    }
    LinkRow row = vertex.rows.earliest();
    boolean searches = vertex.isAsked() && row != null;
    if (searches) {
      List<List<String>> linked = shards.split(vertex.linked);
      List<List<String>> wedges = shards.split(wedges(key, vertex));
      searched++;
      for (int shard = 0; shard < shards.count(); shard++) {
        index.add(
            new LinkMessage.Search(
                shards.group(shard), period, key, row, linked.get(shard), wedges.get(shard)));
      }
    }
    vertex.askedFor = GroupClocks.NONE;
    vertex.linked = List.of();
    vertex.forgetWedges();
    dropIfEmpty(key, vertex);
    return searches ? SEARCH_EFFORT : SMALL_EFFORT;
  }

  /**
   * Those of an earlier period do as well, but not in the last one, which is the same everywhere.
   */
  private List<String> wedges(String key, SecondVertex vertex) {
    return vertex.askedFor == GroupClocks.LAST && vertex.wedgesOf != GroupClocks.LAST
        ? List.of()
        : Draw.around(key, vertex.wedges, kept());
  }

  private void dropIfEmpty(String key, SecondVertex vertex) {
    if (vertex.isEmpty()) {
      store.drop(key);
    }
  }

  @Override
  public void restore(String key) {
    SecondVertex vertex = store.look(key);
    int group = KeyGroups.of(key);
    if (vertex.changed) {
      changed.add(key);
      if (telling.isAtWork(group)) {
        changed.begin(group);
      }
    }
    if (vertex.isAsked()) {
      asked.add(key);
      asked.begin(group);
      searching.add(group);
    }
  }

  @Override
  public void touch(String key) {} // the first end has asked for what is to be searched for

  @Override
  public void last() {
    groups.owned().forEach(group -> begin(group, GroupClocks.LAST));
  }

  /** Vertices that partners were searched for, since the start. */
  public long searched() {
    return searched;
  }
}
