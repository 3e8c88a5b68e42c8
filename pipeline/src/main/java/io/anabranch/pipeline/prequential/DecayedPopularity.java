// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** Those acted on most, lately: every edge weighs half as much after each half-life. */
public final class DecayedPopularity implements Rule {

  private final StreamMemory memory;
  private final int halfLife;

  /**
   * @param halfLife in milliseconds, one of the memory's
   * @throws IllegalArgumentException when the memory keeps no such half-life
   */
  public DecayedPopularity(StreamMemory memory, double halfLife) {
    this.memory = memory;
    this.halfLife = memory.limits().halfLives().indexOf(halfLife);
    if (this.halfLife < 0) {
      throw new IllegalArgumentException(
          "the half-life is one of %s; got %s".formatted(memory.limits().halfLives(), halfLife));
    }
  }

  @Override
  public void score(Query query, double[] scores) {
    Candidates candidates = query.candidates();
    for (int c = 0; c < candidates.size(); c++) {
      scores[c] = memory.popularity(candidates.vertex(c)).all[halfLife];
    }
  }
}
