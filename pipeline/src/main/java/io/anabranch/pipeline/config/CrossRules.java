// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.prequential.ScorerName;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What options must be to each other. A rule is silent where one of its options is unusable. */
final class CrossRules {

  private static final List<Option<String>> TOPICS =
      List.of(
          Options.TOPICS_EDGES,
          Options.TOPICS_FEATURES,
          Options.TOPICS_EMBEDDINGS,
          Options.TOPICS_MODELS,
          Options.TOPICS_STATUS,
          Options.TOPICS_QUESTIONS,
          Options.TOPICS_DEAD_LETTERS,
          Options.TOPICS_SURPRISES,
          Options.TOPICS_LINK_SCORES,
          Options.TOPICS_LINK_QUERIES,
          Options.TOPICS_LINK_ANSWERS,
          Options.TOPICS_LINK_EMBEDDINGS,
          Options.TOPICS_ALERTS,
          Options.TOPICS_RISK_SCORES,
          Options.TOPICS_EVALUATION);

  /** Metrics that are made of the surprise of edges. */
  private static final Set<Metric> OF_EDGES =
      EnumSet.of(Metric.SURPRISE, Metric.RING, Metric.BURST);

  private CrossRules() {}

  static void check(AnabranchConfig config, Settings settings) {
    if (config.job().checkpointInterval().compareTo(config.bundle().maxDelay()) < 0) {
      refuse(
          settings,
          "a checkpoint interval no shorter than the bundle's delay",
          "%dms and %dms"
              .formatted(
                  config.job().checkpointInterval().toMillis(),
                  config.bundle().maxDelay().toMillis()),
          Options.JOB_CHECKPOINT_INTERVAL,
          Options.BUNDLE_MAX_DELAY);
    }
    if (config.events().maxIdBytes() >= config.events().maxRecordBytes()) {
      refuse(
          settings,
          "ids shorter than the record that carries them",
          config.events().maxIdBytes() + "B and " + config.events().maxRecordBytes() + "B",
          Options.EVENTS_MAX_ID_BYTES,
          Options.EVENTS_MAX_RECORD_BYTES);
    }
    checkTopics(settings);
    checkModels(config, settings);
    checkEvaluation(config.evaluation(), settings);
  }

  private static void checkEvaluation(AnabranchConfig.Evaluation evaluation, Settings settings) {
    if (!evaluation.embeddings() && evaluation.drift().scorer() == ScorerName.EMBEDDINGS) {
      refuse(
          settings,
          "a watched scorer that ranks",
          evaluation.drift().scorer().text() + ", and they do not",
          Options.EVALUATION_DRIFT_SCORER,
          Options.EVALUATION_EMBEDDINGS);
    }
    if (evaluation.drift().reference() <= evaluation.fading()) {
      refuse(
          settings,
          "a reference of more edges than count in a measure",
          evaluation.drift().reference() + " and " + evaluation.fading(),
          Options.EVALUATION_DRIFT_REFERENCE,
          Options.EVALUATION_FADING);
    }
  }

  /** A rule without its model would be silent for ever. */
  private static void checkModels(AnabranchConfig config, Settings settings) {
    requireModel(config, settings, Metric.RISK, Options.ALERTS_RISK_MODEL);
    requireModel(config, settings, Metric.RING, Options.ALERTS_RING_MODEL);
    for (AlertRule rule : config.alerts().rules()) {
      boolean ofEdges = OF_EDGES.contains(rule.metric());
      if (ofEdges && !config.link().enabled()) {
        refuse(
            settings,
            "link.enabled=true for the rule '%s' on %s"
                .formatted(rule.name(), rule.metric().text()),
            "false",
            Options.LINK_ENABLED);
      }
    }
  }

  private static void requireModel(
      AnabranchConfig config, Settings settings, Metric metric, Option<Optional<Path>> model) {
    for (AlertRule rule : config.alerts().rules()) {
      if (rule.metric() == metric && settings.valueOf(model).isEmpty()) {
        refuse(
            settings,
            "a model for the rule '%s' on %s".formatted(rule.name(), metric.text()),
            "none",
            model);
      }
    }
  }

  private static void checkTopics(Settings settings) {
    for (int i = 0; i < TOPICS.size(); i++) {
      for (int j = i + 1; j < TOPICS.size(); j++) {
        String name = settings.valueOf(TOPICS.get(i));
        if (name.equals(settings.valueOf(TOPICS.get(j)))) {
          refuse(
              settings,
              "a topic of its own for each",
              Settings.quote(name) + " for both",
              TOPICS.get(i),
              TOPICS.get(j));
        }
      }
    }
  }

  private static void refuse(
      Settings settings, String expected, String came, Option<?>... options) {
    if (!settings.anyFaulty(List.of(options))) {
      settings.addFault(List.of(options).stream().map(Option::name).toList(), expected, came);
    }
  }
}
