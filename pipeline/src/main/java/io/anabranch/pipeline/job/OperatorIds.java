// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

/**
 * The uids under which operators find their state again, and what others ask of it. They outlive
 * every process: never change one, a test holds the list.
 */
public final class OperatorIds {

  public static final String SOURCE = "events-source";
  public static final String GATE = "gate";
  public static final String MODELS = "models";
  public static final String NEIGHBORHOOD = "neighborhood";
  public static final String SCATTER = "scatter-0";
  public static final String STATUS = "status";
  public static final String EMBEDDINGS_SINK = "embeddings-sink";
  public static final String DEAD_LETTERS_SINK = "dead-letters-sink";
  public static final String STATUS_SINK = "status-sink";

  public static final String LINK_QUERIES_SOURCE = "link-queries-source";
  public static final String LINK_QUERIES = "link-queries";
  public static final String LINK_FIRST_END = "link-first-end";
  public static final String LINK_SECOND_END = "link-second-end";
  public static final String LINK_INDEX = "link-index";
  public static final String LINK_PARTNERS = "link-partners";
  public static final String SURPRISES_SINK = "surprises-sink";
  public static final String LINK_ANSWERS_SINK = "link-answers-sink";
  public static final String LINK_SCORES_SINK = "link-scores-sink";
  public static final String LINK_DEAD_LETTERS_SINK = "link-dead-letters-sink";

  public static final String LINK_SCATTER = "link-scatter-0";
  public static final String LINK_EMBEDDINGS_SINK = "link-embeddings-sink";

  public static final String VERTEX_SCORES = "vertex-scores";
  public static final String RING_TIMES = "ring-times";
  public static final String RING_EDGES = "ring-edges";
  public static final String SCORED_EDGES = "scored-edges";
  public static final String SURPRISES = "surprises";
  public static final String RINGS = "rings";
  public static final String ALERT_CLOCKS = "alert-clocks";
  public static final String SURPRISE_LIMITS = "surprise-limits";
  public static final String VERTEX_LIMITS = "vertex-limits";
  public static final String RING_LIMITS = "ring-limits";
  public static final String ALERTS = "alerts";
  public static final String QUESTIONS_SOURCE = "alert-questions-source";
  public static final String QUESTIONS = "alert-questions";
  public static final String ASKING = "alert-asking";
  public static final String EXPLANATIONS = "alert-explanations";
  public static final String QUESTIONS_SINK = "alert-questions-sink";
  public static final String ALERTS_SINK = "alerts-sink";
  public static final String RISK_SCORES_SINK = "risk-scores-sink";

  public static final String EVALUATION_ROWS = "evaluation-rows";
  public static final String EVALUATION = "evaluation";
  public static final String EVALUATION_SINK = "evaluation-sink";

  private OperatorIds() {}

  /**
   * The uid of a layer.
   *
   * @param number from 1
   */
  public static String layer(int number) {
    return "layer-" + number;
  }

  /**
   * The uid of a layer of the second model.
   *
   * @param number from 1
   */
  public static String linkLayer(int number) {
    return "link-layer-" + number;
  }
}
