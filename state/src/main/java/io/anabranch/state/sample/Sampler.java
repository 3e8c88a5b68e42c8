// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Keeps the samples of all vertices by one rule. The samples of the layers are nested: each layer
 * takes the first so many edges of one and the same order, so an edge's place says which layers it
 * is a member for.
 */
public final class Sampler {

  /** All live in-edges of a vertex. */
  public interface LiveEdges {
    void forEach(Consumer<EdgeEvent> visitor);
  }

  /** Hears what has changed. */
  public interface Listener {
    /**
     * @param mask the layers that the edge is a member for
     * @param change by how much the number of such edges from that source changes
     */
    void changed(String src, float weight, int mask, int change);

    /** The members that there are now, in the order of their events, where the rule tells it. */
    default void ordered(Roll roll) {
      throw new IllegalStateException("nobody hears the order of in-edges: " + roll);
    }
  }

  private final SampleRule rule;
  private final int[] masks; // by place
  private final Changes changes = new Changes();

  public Sampler(SampleRule rule) {
    this.rule = rule;
    this.masks = masks(rule);
  }

  /** True when every edge is a member for every layer, and no sample need be kept. */
  public boolean takesAll() {
    return masks.length == 0;
  }

  /** True when another timestamp may change what is told of an edge. */
  public boolean goesByTime() {
    return !takesAll() && (drawsByTime() || tellsOrder());
  }

  /** True when a vertex is told how much its members weigh together. */
  public boolean tellsDegree() {
    return rule.telling() == SampleRule.Telling.DEGREE;
  }

  private boolean drawsByTime() {
    return rule.order() == SampleRule.Order.MOST_RECENT;
  }

  private boolean tellsOrder() {
    return rule.telling() == SampleRule.Telling.ORDER;
  }

  /**
   * An edge is live from now on.
   *
   * @param live how many live in-edges the vertex had before
   */
  public void enter(Sample sample, EdgeEvent edge, int live) {
    sample.enter(rank(edge), live, masks.length);
  }

  /** An edge that was live is no more. */
  public void leave(Sample sample, EdgeEvent edge) {
    sample.leave(rank(edge), masks.length);
  }

  /**
   * Tells what has become of the members since the last time, in sum.
   *
   * @param live how many live in-edges the vertex has
   * @param edges looked at only when the reserve is used up
   */
  public void settle(Sample sample, int live, LiveEdges edges, Listener listener) {
    RankedEdge[] before = sample.takeTold();
    if (before == null) {
      return;
    }
    if (sample.size() < masks.length && sample.size() < live) {
      sample.clear();
      edges.forEach(edge -> sample.offer(rank(edge), masks.length));
    }
    RankedEdge[] after = sample.first(masks.length);
    compare(before, after);
    changes.tell(listener);
    if (tellsOrder()) {
      Roll roll = roll(after);
      if (!roll.equals(roll(before))) {
        listener.ordered(roll);
      }
    }
  }

  /** Members in the order of the sample, each with the layers of its place, by event. */
  private Roll roll(RankedEdge[] members) {
    Integer[] places = new Integer[members.length];
    Arrays.setAll(places, place -> place);
    Arrays.sort(places, (a, b) -> RankedEdge.byEvent(members[a], members[b]));
    return Roll.of(
        Arrays.stream(places).map(place -> members[place].src()).toArray(String[]::new),
        Arrays.stream(places).mapToInt(place -> masks[place]).toArray());
  }

  private RankedEdge rank(EdgeEvent edge) {
    return new RankedEdge(
        drawsByTime() ? ~edge.timestamp() : 0,
        EdgeHash.of(edge.src(), edge.dst(), rule.seed()),
        edge.id(),
        edge.src(),
        edge.weight(),
        tellsOrder() ? edge.timestamp() : 0);
  }

  /** Both are in order, so one walk finds what is in one of them only. */
  private void compare(RankedEdge[] before, RankedEdge[] after) {
    int b = 0;
    int a = 0;
    while (b < before.length || a < after.length) {
      int order = order(before, b, after, a);
      if (order == 0 && masks[b] == masks[a] && before[b].hasWeightOf(after[a])) {
        b++;
        a++;
        continue;
      }
      if (order <= 0) {
        changes.add(before[b], masks[b], -1);
        b++;
      }
      if (order >= 0) {
        changes.add(after[a], masks[a], 1);
        a++;
      }
    }
  }

  private static int order(RankedEdge[] before, int b, RankedEdge[] after, int a) {
    if (b == before.length) {
      return 1;
    }
    return a == after.length ? -1 : before[b].compareTo(after[a]);
  }

  private static int[] masks(SampleRule rule) {
    int[] masks = new int[rule.sizes().stream().mapToInt(size -> size).max().orElse(0)];
    for (int l = 0; l < rule.sizes().size(); l++) {
      for (int place = 0; place < rule.sizes().get(l); place++) {
        masks[place] |= 1 << l;
      }
    }
    int full = (1 << rule.sizes().size()) - 1;
    return Arrays.stream(masks).map(mask -> mask == full ? LayerMask.ALL : mask).toArray();
  }
}
