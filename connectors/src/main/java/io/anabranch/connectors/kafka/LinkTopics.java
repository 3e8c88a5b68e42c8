// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics that have to do with scores of links.
 *
 * @param surprises each edge that arrived, with its score
 * @param scores the most likely partners of a vertex, period by period
 * @param queries pairs that somebody asks for
 * @param answers their scores
 * @param embeddings rows of the second model, where there is one: an upsert topic, keyed by vertex
 */
public record LinkTopics(
    String surprises, String scores, String queries, String answers, String embeddings)
    implements Serializable {

  /** The default names under another prefix, so that pipelines can share a broker. */
  public static LinkTopics withPrefix(String prefix) {
    return new LinkTopics(
        prefix + "surprises",
        prefix + "link-scores",
        prefix + "link-queries",
        prefix + "link-answers",
        prefix + "link-embeddings");
  }

  public List<String> all() {
    return List.of(surprises, scores, queries, answers, embeddings);
  }
}
