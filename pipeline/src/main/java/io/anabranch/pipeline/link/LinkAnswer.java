// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.model.kernel.Exponential;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query.
 *
 * @param existing whether there is an edge between the two, either way
 * @param uKnown whether u has a row
 * @param vKnown whether v has one
 * @param u the row of u that was used; null when there is no score
 * @param v the row of v; of the same model version
 * @param logit the decoder's; 0 when there is no score
 * @param variance of the logit; null when there is no score, or the rows are no distributions
 */
public record LinkAnswer(
    LinkQuery query,
    boolean existing,
    boolean uKnown,
    boolean vKnown,
    @Nullable RowName u,
    @Nullable RowName v,
    float logit,
    @Nullable Double variance) {

  /** The answer, from the rows that are held. */
  public static LinkAnswer of(
      LinkQuery query, boolean existing, HeldRows u, HeldRows v, LinkDecoder decoder) {
    Optional<HeldRows.Pair> pair = u.pair(v);
    if (pair.isEmpty()) {
      return new LinkAnswer(query, existing, !u.isEmpty(), !v.isEmpty(), null, null, 0f, null);
    }
    LinkRow first = pair.get().first();
    LinkRow second = pair.get().second();
    return new LinkAnswer(
        query,
        existing,
        true,
        true,
        first.name(query.u()),
        second.name(query.v()),
        decoder.logit(first.values(), second.values()),
        decoder.hasVariance() ? decoder.variance(first.values(), second.values()) : null);
  }

  /** Whether there is a score: both are known, and have rows of one model. */
  public boolean isScored() {
    return u != null;
  }

  /** {@code sigmoid(logit)}. */
  public float probability() {
    return Exponential.sigmoid(logit);
  }
}
