// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.model.kernel.Exponential;
import io.anabranch.state.event.EdgeEvent;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * An edge that arrived, and how surprising it was: scored with the rows that were held of its two
 * ends at that moment, before the edge itself had worked its way through. There is one for each add
 * that passed the gate, scored or not.
 *
 * @param arrived when the edge reached Kafka, milliseconds by the wall clock
 * @param src the row of the edge's source that was used; null when the edge is not scored
 * @param dst the row of its target; of the same model version
 * @param logit {@code z_src . z_dst}; 0 when the edge is not scored
 */
public record ScoredEdge(
    EdgeEvent edge,
    long arrived,
    Outcome outcome,
    @Nullable RowName src,
    @Nullable RowName dst,
    float logit) {

  /** The type, with its own serializer. */
  public static final TypeInformation<ScoredEdge> TYPE = ScoredEdgeSerializer.TYPE;

  /** Whether there is a score, and why not. */
  public enum Outcome {
    SCORED,
    /** One of the two has no row yet, or no more: it may be the first that is heard of it. */
    UNKNOWN_VERTEX,
    /**
     * A model follows another, and one of the two is so new that it has a row of that one alone.
     */
    NO_COMMON_MODEL
  }

  /** The edge, with the rows that are held of its ends. */
  public static ScoredEdge of(
      EdgeEvent edge, long arrived, HeldRows src, HeldRows dst, LinkDecoder decoder) {
    Optional<HeldRows.Pair> pair = src.pair(dst);
    if (pair.isEmpty()) {
      boolean known = !src.isEmpty() && !dst.isEmpty();
      Outcome outcome = known ? Outcome.NO_COMMON_MODEL : Outcome.UNKNOWN_VERTEX;
      return new ScoredEdge(edge, arrived, outcome, null, null, 0f);
    }
    LinkRow first = pair.get().first();
    LinkRow second = pair.get().second();
    return new ScoredEdge(
        edge,
        arrived,
        Outcome.SCORED,
        first.name(edge.src()),
        second.name(edge.dst()),
        decoder.logit(first.values(), second.values()));
  }

  /** Whether there is a score. */
  public boolean isScored() {
    return outcome == Outcome.SCORED;
  }

  /** {@code -log sigmoid(z_src . z_dst)}, in nats; 0 when the edge is not scored. */
  public double surprise() {
    return isScored() ? surprise(logit) : 0;
  }

  /** {@code -log sigmoid(logit) = log(1 + e^-logit)}, without overflow. */
  public static double surprise(float logit) {
    return Exponential.softplus(-(double) logit);
  }
}
