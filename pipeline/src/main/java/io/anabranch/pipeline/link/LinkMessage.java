// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record on the way through the operators that score links. */
public sealed interface LinkMessage {

  /** The key it travels under: a vertex, or the synthetic key of a group. */
  String key();

  /** Those that came together, each; it alone where it came alone. */
  default List<LinkMessage> parts() {
    return List.of(this);
  }

  /**
   * Several messages to vertices of one group, one after the other.
   *
   * @param group of all their keys
   */
  record Block(int group, List<LinkMessage> messages) implements LinkMessage {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }

    @Override
    public List<LinkMessage> parts() {
      return messages;
    }
  }

  /**
   * The new rows of several vertices of one group, as bytes until somebody takes them in: see
   * {@link RowBytes}.
   *
   * @param size how many they are
   */
  record Rows(int group, int size, byte[] bytes) implements LinkMessage {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }

    @Override
    public List<LinkMessage> parts() {
      List<LinkMessage> rows = new ArrayList<>(size);
      RowBytes.forEach(
          this,
          new LinkRow(),
          (vertex, row) -> rows.add(new Row(vertex, row == null ? null : row.copy())));
      return rows;
    }
  }

  /** Several changes of links of vertices of one group, as bytes: see {@link LinkLog}. */
  record Links(int group, byte[] bytes) implements LinkMessage {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * A vertex has a new row.
   *
   * @param row null: the vertex is gone
   */
  record Row(String vertex, @Nullable LinkRow row) implements LinkMessage {
    @Override
    public String key() {
      return vertex;
    }
  }

  /** An add that passed the gate, on its way to its source. */
  record Arrival(EdgeEvent edge, long arrived) implements LinkMessage {
    @Override
    public String key() {
      return edge.src();
    }
  }

  /**
   * The same, with the rows of its source, on its way to its target.
   *
   * @param rows not copied: they may be other ones as soon as the next message comes
   */
  record Half(EdgeEvent edge, long arrived, HeldRows rows) implements LinkMessage {
    @Override
    public String key() {
      return edge.dst();
    }
  }

  /** A query on its way to u. */
  record Query(LinkQuery query) implements LinkMessage {
    @Override
    public String key() {
      return query.u();
    }
  }

  /**
   * A query on its way to v, with the rows of u.
   *
   * @param existing whether there is an edge between them, either way
   * @param rows not copied, either
   */
  record HalfQuery(LinkQuery query, boolean existing, HeldRows rows) implements LinkMessage {
    @Override
    public String key() {
      return query.v();
    }
  }

  /**
   * A sender has said all that it had to say up to a time.
   *
   * @param group the group that is told
   * @param from the sender's group
   */
  record Mark(int group, LinkClock clock, int from, long time) implements LinkMessage {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * A vertex is to be given its likely partners.
   *
   * @param period end of the period that it was touched in
   * @param linked those that it has
   */
  record Ask(String vertex, long period, List<String> linked) implements LinkMessage {
    @Override
    public String key() {
      return vertex;
    }
  }

  /**
   * Open wedges: the vertex has a partner in common with each of the others.
   *
   * @param period end of the period that they were found for
   * @param others some of the common partner's partners; the vertex's own may be among them
   */
  record Wedges(String vertex, long period, List<String> others) implements LinkMessage {
    @Override
    public String key() {
      return vertex;
    }
  }

  /**
   * The rows of a vertex, for the index.
   *
   * @param group of the shard
   * @param rows none: the vertex is gone
   */
  record IndexRow(int group, String vertex, HeldRows rows) implements LinkMessage {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * A vertex looks for partners among those of a shard.
   *
   * @param group of the shard
   * @param period end of the period
   * @param linked partners in the shard that it has already
   * @param wedges candidates in the shard
   */
  record Search(
      int group, long period, String vertex, LinkRow row, List<String> linked, List<String> wedges)
      implements LinkMessage {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * The best of a shard.
   *
   * @param from the shard's group
   * @param row of the vertex that looks for partners
   */
  record Found(int from, long period, RowName row, List<Partner> partners) implements LinkMessage {
    @Override
    public String key() {
      return row.vertex();
    }
  }
}
