// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Which in-neighbors a layer hears (Hamilton, Ying and Leskovec 2017, section 3.1, with a draw that
 * is a function of the graph alone). All layers draw from one order, so the samples are nested.
 *
 * @param fanouts how many in-edges each layer takes, the last layer first, as PyTorch Geometric has
 *     it: 25, 10 means 25 in the last of two layers and 10 in the first. Empty: all
 * @param order which come first
 * @param seed of the hash that draws
 */
public record Sampling(List<Integer> fanouts, Order order, long seed) implements Serializable {

  /** Which in-edges come first. */
  public enum Order {
    /** Those with the smallest hash: a uniform draw that stays as it is while edges come and go. */
    HASH,
    /** Those with the largest timestamps. */
    MOST_RECENT
  }

  /** The largest fan-out that is taken. */
  public static final int LARGEST = 4096;

  /** Every layer hears all in-neighbors. */
  public static final Sampling ALL = new Sampling(List.of(), Order.HASH, 0);

  /**
   * @throws IllegalArgumentException when a fan-out is not from 1 to {@link #LARGEST}
   */
  public Sampling {
    Objects.requireNonNull(order);
    fanouts = List.copyOf(fanouts);
    if (!fanouts.stream().allMatch(Sampling::isFanout)) {
      throw new IllegalArgumentException(
          "fan-outs are from 1 to %d; got %s".formatted(LARGEST, fanouts));
    }
  }

  /** Whether a fan-out can be so large. */
  public static boolean isFanout(int fanout) {
    return fanout >= 1 && fanout <= LARGEST;
  }

  /** True when every layer hears all in-neighbors. */
  public boolean takesAll() {
    return fanouts.isEmpty();
  }

  /** How many in-edges of a vertex layer {@code l} takes, the first being 0. */
  public int fanout(int l) {
    return takesAll() ? Integer.MAX_VALUE : fanouts.get(fanouts.size() - 1 - l);
  }
}
