// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** Says who is likely to be the next partner. */
@FunctionalInterface
public interface Rule {

  /**
   * A score for each candidate; the higher, the likelier. Scores of one query can be compared with
   * each other, and equal scores are a tie.
   *
   * @param scores written at the positions of the candidates
   */
  void score(Query query, double[] scores);
}
