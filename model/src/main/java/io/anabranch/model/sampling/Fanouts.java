// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sampling;

import java.util.Collections;
import java.util.List;

/**
 * How many in-edges of a vertex each layer hears.
 *
 * @param sizes the last layer first, as PyTorch Geometric has it: 25, 10 means 25 in the last of
 *     two layers and 10 in the first
 * @param tooFew what is done about a vertex that has fewer
 */
public record Fanouts(List<Integer> sizes, TooFew tooFew) {

  /** What is done about a vertex with fewer in-edges than the layer hears. */
  public enum TooFew {
    /** All are heard, once each. */
    ALL,
    /** As many as the layer hears are drawn with replacement (Hamilton et al. 2017). */
    REPEAT
  }

  /** The size that no vertex has more in-edges than. */
  private static final int EVERY = Integer.MAX_VALUE;

  /**
   * @throws IllegalArgumentException when there is no layer or a size is not at least 1
   */
  public Fanouts {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || !sizes.stream().allMatch(size -> size >= 1)) {
      throw new IllegalArgumentException("fan-outs are 1 or more, one a layer; got " + sizes);
    }
  }

  /** Every layer hears all in-edges. */
  public static Fanouts all(int depth) {
    return new Fanouts(Collections.nCopies(depth, EVERY), TooFew.ALL);
  }

  public int depth() {
    return sizes.size();
  }

  /** Of layer {@code l}, the first being 0. */
  int size(int l) {
    return sizes.get(sizes.size() - 1 - l);
  }

  /** How many in-edges layer {@code l} hears of a vertex that has {@code degree} of them. */
  int heard(int l, int degree) {
    boolean repeats = tooFew == TooFew.REPEAT && degree > 0;
    return repeats ? size(l) : Math.min(size(l), degree);
  }
}
