// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import io.anabranch.model.sampling.Draws;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;

/**
 * Whom an edge is ranked against: newest partners of its source, which are hard to beat, and others
 * drawn from all that were acted on.
 */
final class Negatives {

  private static final int PATIENCE = 4; // draws for each one wanted, before there are fewer

  private final int wanted;
  private final long seed;

  Negatives(int wanted, long seed) {
    this.wanted = wanted;
    this.seed = seed;
  }

  /**
   * The true partner first, then the others, the drawn ones last.
   *
   * @param event the number of the edge: each has draws of its own
   */
  int[] with(int dst, Partners partners, Pool pool, long event) {
    IntLinkedOpenHashSet chosen = new IntLinkedOpenHashSet();
    chosen.add(dst);
    for (int at = partners.size() - 1; at >= 0 && chosen.size() <= wanted / 2; at--) {
      chosen.add(partners.vertex(at));
    }
    Draws draws = Draws.of(seed, "negatives", event);
    for (int i = 0; i < PATIENCE * wanted && pool.size() > 0 && chosen.size() <= wanted; i++) {
      chosen.add(pool.get(draws.below(pool.size())));
    }
    return chosen.toIntArray();
  }
}
