// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

/**
 * How many of those that had not met by the end of a period met in the next one, added up over
 * periods.
 *
 * @param periods how many had a next one
 * @param named of those that were named
 * @param popular of as many for each vertex, those with the most edges that it had not met
 * @param random of all that each vertex had not met: what drawn ones would come to
 */
public record HitRates(int periods, Share named, Share popular, Share random) {

  /** So many of so many pairs. */
  public record Share(long hits, long pairs) {

    /** Between 0 and 1; NaN of nothing. */
    public double rate() {
      return (double) hits / pairs;
    }

    Share plus(long moreHits, long morePairs) {
      return new Share(hits + moreHits, pairs + morePairs);
    }
  }
}
