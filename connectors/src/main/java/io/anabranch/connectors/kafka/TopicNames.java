// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.state.event.InputTopic;
import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics of one pipeline.
 *
 * @param models announcements of model artifacts
 * @param status answers of the job: probes met, models taken or refused
 * @param questions that the job asks itself, what scores of alerts are made of
 * @param riskScores of vertices, where there is a risk model
 * @param evaluation how well the stream is told beforehand, period by period
 */
public record TopicNames(
    String edges,
    String features,
    String embeddings,
    String models,
    String status,
    String questions,
    String deadLetters,
    String alerts,
    String riskScores,
    String evaluation)
    implements Serializable {

  public static TopicNames defaults() {
    return withPrefix("anabranch.");
  }

  /** The default names under another prefix, so that pipelines can share a broker. */
  public static TopicNames withPrefix(String prefix) {
    return new TopicNames(
        prefix + "edges",
        prefix + "features",
        prefix + "embeddings",
        prefix + "models",
        prefix + "models.status",
        prefix + "questions",
        prefix + "dead-letters",
        prefix + "alerts",
        prefix + "risk-scores",
        prefix + "evaluation");
  }

  public String input(InputTopic topic) {
    return switch (topic) {
      case EDGES -> edges;
      case FEATURES -> features;
    };
  }

  public List<String> all() {
    return List.of(
        edges,
        features,
        embeddings,
        models,
        status,
        questions,
        deadLetters,
        alerts,
        riskScores,
        evaluation);
  }
}
