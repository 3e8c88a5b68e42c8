// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.pipeline.link.LinkMessage.Found;
import java.util.Collection;
import java.util.List;

/**
 * The most likely partners of a vertex that it is not linked to, at the end of a period.
 *
 * @param period its end, event time in milliseconds; {@link GroupClocks#LAST} at the end of a
 *     bounded input
 * @param row of the vertex that was used
 * @param partners the best first
 */
public record LinkScores(long period, RowName row, List<Partner> partners) {

  /** Puts together what the shards have found; their order does not matter. */
  static LinkScores of(Collection<Found> found, int topK) {
    Found any = found.iterator().next();
    List<Partner> best =
        found.stream()
            .flatMap(part -> part.partners().stream())
            .sorted(Partner.ORDER)
            .limit(topK)
            .toList();
    return new LinkScores(any.period(), any.row(), best);
  }
}
