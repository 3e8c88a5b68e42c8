// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

/**
 * How well a score tells edges from pairs that are none.
 *
 * @param edges how many were told; with none, the rest is 0
 * @param auc over all edges and, for each, one pair that is none
 * @param averagePrecision over the same
 * @param reciprocalRank the mean of 1 / the edge's rank among itself and its own stand-ins; equals
 *     rank halfway between the best and the worst order
 */
public record LinkQuality(int edges, double auc, double averagePrecision, double reciprocalRank) {

  /** Of no edge. */
  public static final LinkQuality NONE = new LinkQuality(0, 0, 0, 0);
}
