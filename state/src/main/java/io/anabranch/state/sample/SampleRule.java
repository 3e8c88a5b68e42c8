// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import java.io.Serializable;
import java.util.List;

/**
 * How many in-edges of a vertex each layer takes, and which.
 *
 * @param sizes one a layer, the first layer first; empty: every layer takes all
 * @param seed of the hash that draws
 * @param telling what a vertex is told of its in-edges besides
 */
public record SampleRule(List<Integer> sizes, Order order, long seed, Telling telling)
    implements Serializable {

  /** Which in-edges come first. */
  public enum Order {
    /** Those with the smallest hash: a uniform draw. */
    HASH,
    /** Those with the largest timestamps; the hash decides between equal ones. */
    MOST_RECENT
  }

  /** What a vertex is told of its own in-edges. */
  public enum Telling {
    NOTHING,
    /** In which order they came to be, for layers to which that matters. */
    ORDER,
    /** How much they weigh together, for layers that divide by it. */
    DEGREE
  }

  private static final int MAX_LAYERS = 30; // what a mask holds

  /** Every layer takes all in-edges. */
  public static final SampleRule ALL = new SampleRule(List.of(), Order.HASH, 0);

  /** A vertex is told nothing besides. */
  public SampleRule(List<Integer> sizes, Order order, long seed) {
    this(sizes, order, seed, Telling.NOTHING);
  }

  public SampleRule {
    sizes = List.copyOf(sizes);
    if (sizes.size() > MAX_LAYERS || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "samples are of one edge or more, for %d layers at most; got %s"
              .formatted(MAX_LAYERS, sizes));
    }
    if (telling == Telling.ORDER && sizes.isEmpty()) {
      throw new IllegalArgumentException(
          "layers that hear their in-edges in order take a sample of them; got no fan-outs");
    }
  }
}
