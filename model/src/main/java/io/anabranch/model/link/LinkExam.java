// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.sampling.Pairs;
import io.anabranch.model.snapshot.GraphSnapshot;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * What a score of edges has to tell: edges that came later, given what was before, and the same
 * pairs beside them for all who sit the exam.
 *
 * @param known edges whose ends both had an edge before; other targets may be old acquaintances
 * @param fresh those of them whose ends had none with each other, in no direction; nor have their
 *     other targets
 * @param unseen edges with an end that had none
 */
public record LinkExam(LinkTest known, LinkTest fresh, LinkTest unseen) {

  /**
   * What a score reached.
   *
   * @param known see there; likewise the others
   */
  public record Report(LinkQuality known, LinkQuality fresh, LinkQuality unseen) {}

  /**
   * Draws an exam. Loops take no part.
   *
   * @param later edges between vertices of {@code past}
   * @throws TooFewEdgesException when the past has no edge
   */
  public static LinkExam draw(GraphSnapshot past, Pairs later, long seed) {
    if (past.edges().count() == 0) {
      throw new TooFewEdgesException("edges from before the later ones; there is none");
    }
    Sides sides = Sides.of(past.inNeighbors(Long.MAX_VALUE));
    Known known = new Known(past.edges());
    Pairs edges = chosen(later, (u, v) -> u.intValue() != v);
    BiPredicate<Integer, Integer> seen = (u, v) -> sides.isSeen(u) && sides.isSeen(v);
    BiPredicate<Integer, Integer> met = known::has;
    BiPredicate<Integer, Integer> none = (u, v) -> false;
    int each = LinkTest.USUAL;
    return new LinkExam(
        LinkTest.draw(chosen(edges, seen), sides, each, none, seed),
        LinkTest.draw(chosen(edges, seen.and(met.negate())), sides, each, met, seed),
        LinkTest.draw(chosen(edges, seen.negate()), sides, each, none, seed));
  }

  private static Pairs chosen(Pairs pairs, BiPredicate<Integer, Integer> which) {
    return pairs.take(
        IntStream.range(0, pairs.count())
            .filter(k -> which.test(pairs.from()[k], pairs.to()[k]))
            .toArray());
  }

  /** How well a score does. */
  public Report sit(LinkScore score) {
    return new Report(known.quality(score), fresh.quality(score), unseen.quality(score));
  }

  /** All later edges. */
  public int count() {
    return known.edges().count() + unseen.edges().count();
  }
}
