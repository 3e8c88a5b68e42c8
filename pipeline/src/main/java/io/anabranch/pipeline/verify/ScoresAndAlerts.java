// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scores and alerts, looked at with rows that are read once.
 *
 * @param scores null: nobody looked at them; likewise {@code alerts}
 */
public record ScoresAndAlerts(@Nullable ScoreReport scores, @Nullable AlertReport alerts) {

  /**
   * Looks at both.
   *
   * @param served the model whose rows are the embeddings now
   */
  public static ScoresAndAlerts verify(AnabranchConfig config, SageModel served) {
    return verify(config, served, true, true);
  }

  /**
   * Reads scores and alerts first and rows then, as each verifier does by itself.
   *
   * @param served the model whose rows are the embeddings now; null where the topics do not
   *     describe the graph: no shares are computed from it then
   */
  public static ScoresAndAlerts verify(
      AnabranchConfig config, @Nullable SageModel served, boolean scores, boolean alerts) {
    ScoreVerifier ofScores = new ScoreVerifier(config);
    AlertVerifier ofAlerts = new AlertVerifier(config).comparing(served);
    if (scores) {
      ofScores.read();
    }
    if (alerts) {
      ofAlerts.read();
    }
    RowTopics rows = new RowTopics(config);
    return new ScoresAndAlerts(
        scores ? ofScores.verify(rows) : null, alerts ? ofAlerts.verify(rows) : null);
  }

  /** True when there is nothing wrong with those that were looked at. */
  public boolean isExact() {
    return (scores == null || scores.isExact()) && (alerts == null || alerts.isExact());
  }

  /** What was found, a line each. */
  public List<String> lines() {
    return Stream.of(scores, alerts).filter(Objects::nonNull).map(Object::toString).toList();
  }
}
