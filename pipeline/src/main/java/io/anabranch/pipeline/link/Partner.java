// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.util.Comparator;

/**
 * A vertex that another one is likely to be linked to.
 *
 * @param row that was used
 * @param logit {@code z_u . z_v}, of which the sigmoid is the probability
 */
public record Partner(RowName row, float logit) {

  /** The best first; of equal scores the one with the smaller id, by its UTF-16 units. */
  public static final Comparator<Partner> ORDER =
      (a, b) -> {
        int order = Float.compare(b.logit, a.logit);
        return order != 0 ? order : a.row.vertex().compareTo(b.row.vertex());
      };
}
