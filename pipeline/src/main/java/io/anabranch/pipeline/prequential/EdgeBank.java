// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.Arrays;

/**
 * A pair that was seen comes again (Poursafaei et al., "Towards Better Evaluation for Dynamic Link
 * Prediction", NeurIPS 2022): 1 for a pair of the memory, 0 for any other.
 */
public final class EdgeBank implements Rule {

  private static final long UNLIMITED = -1;

  private final StreamMemory memory;
  private final long window;

  private EdgeBank(StreamMemory memory, long window) {
    this.memory = memory;
    this.window = window;
  }

  /** Remembers every pair. */
  public static EdgeBank unlimited(StreamMemory memory) {
    return new EdgeBank(memory, UNLIMITED);
  }

  /**
   * Remembers the pairs seen at most so long before the newest edge that was learnt.
   *
   * @param window in milliseconds
   */
  public static EdgeBank within(StreamMemory memory, long window) {
    if (window < 0) {
      throw new IllegalArgumentException("a window is at least 0 milliseconds; got " + window);
    }
    return new EdgeBank(memory, window);
  }

  /**
   * The window as TGB chooses it: the share 0.15 of the time that the training edges span.
   *
   * @param first time of the first training edge, in milliseconds
   * @param last that of the last
   */
  public static long window(long first, long last) {
    return Math.round(0.15 * (last - first));
  }

  @Override
  public void score(Query query, double[] scores) {
    Candidates candidates = query.candidates();
    Arrays.fill(scores, 0, candidates.size(), 0);
    Partners partners = memory.partners(query.src());
    for (int at = 0; at < partners.size(); at++) {
      int position = candidates.position(partners.vertex(at));
      if (position >= 0 && remembers(partners.last(at))) {
        scores[position] = 1;
      }
    }
  }

  private boolean remembers(long last) {
    return window == UNLIMITED || last >= memory.now() - window;
  }
}
