// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.exchange.LayerMask;
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

  /** True when another timestamp may change an edge's place. */
  public boolean goesByTime() {
    return !takesAll() && rule.order() == SampleRule.Order.MOST_RECENT;
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
    compare(before, sample.first(masks.length));
    changes.tell(listener);
  }

  private RankedEdge rank(EdgeEvent edge) {
    return new RankedEdge(
        goesByTime() ? ~edge.timestamp() : 0,
        EdgeHash.of(edge.src(), edge.dst(), rule.seed()),
        edge.id(),
        edge.src(),
        edge.weight());
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
