// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.risk.RiskGradient;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.state.exchange.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last layer answers when it is asked what it has of a vertex. It knows what the messages
 * of the vertex are weighed with in a score: of a pair by the other row, of one vertex by the
 * gradient of the score at its row.
 *
 * <pre>{@code
 * Answers answers = new Answers(LinkDecoder.INNER_PRODUCT, risk);
 * Piece piece = answers.to(ask, held);
 * }</pre>
 */
public final class Answers {

  private static final float[] NONE = {};

  private final LinkDecoder decoder;
  private final @Nullable RiskGradient risk;
  private final int riskOf; // version of the model whose rows it scores

  /**
   * @param decoder how two rows become a score
   * @param risk null where nobody asks of risks
   */
  public Answers(LinkDecoder decoder, @Nullable RiskModel risk) {
    this.decoder = decoder;
    this.risk = risk == null ? null : new RiskGradient(risk);
    this.riskOf = risk == null ? -1 : risk.source().version();
  }

  /**
   * To one who asks for what there is of a vertex.
   *
   * @param held null when there is no such vertex, or its scores have no linear part
   */
  public Piece to(Message.Ask ask, @Nullable Held held) {
    if (held == null) {
      return piece(ask, null, null);
    }
    float[] row = held.sum().value();
    return switch (ask.matter().kind()) {
      case PAIR -> piece(ask, Snapshot.of(ask.vertex(), held, decoder.factors(row)), null);
      case RISK ->
          risk == null || riskOf != held.modelVersion()
              ? piece(ask, null, null)
              : sloping(ask, held, Optional.of(Slope.ofRisk(risk, row)));
      case JUMP -> sloping(ask, held, Slope.ofJump(ask.matter().before(), row));
    };
  }

  /** What the target of an edge was told along it, with what it had then. */
  public Piece to(Message.Told told, @Nullable Held held) {
    Snapshot at = held == null ? null : Snapshot.of(told.key(), held, NONE);
    return new Piece(told.id(), told.key(), at, told.edge(), told.said(), told.of());
  }

  private static Piece sloping(Message.Ask ask, Held held, Optional<Slope> slope) {
    return slope
        .map(s -> piece(ask, Snapshot.of(ask.vertex(), held, s.weights()), new float[] {s.score()}))
        .orElseGet(() -> piece(ask, Snapshot.of(ask.vertex(), held, NONE), null));
  }

  private static Piece piece(Message.Ask ask, @Nullable Snapshot at, float @Nullable [] score) {
    return new Piece(ask.id(), ask.vertex(), at, null, score, ask.of());
  }
}
