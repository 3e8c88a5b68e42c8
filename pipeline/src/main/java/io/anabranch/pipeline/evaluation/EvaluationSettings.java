// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.prequential.DriftWatch;
import io.anabranch.pipeline.prequential.Fading;
import io.anabranch.pipeline.prequential.MemoryLimits;
import io.anabranch.pipeline.prequential.PrequentialSettings;
import io.anabranch.pipeline.prequential.PrequentialSettings.Baselines;
import io.anabranch.pipeline.prequential.PrequentialSettings.Learning;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the live stream is measured.
 *
 * @param config what the configuration says
 * @param cosines whether rows are of length 1, so that their inner products are cosines
 */
public record EvaluationSettings(AnabranchConfig.Evaluation config, boolean cosines)
    implements Serializable {

  private static final PrequentialSettings USUAL = PrequentialSettings.defaults(1);
  private static final int MOST_KEPT = 16_384; // ranks that AUC and AP are taken over

  /** The rules': the usual ones, where the configuration says nothing. */
  public PrequentialSettings prequential() {
    int fading = config.fading();
    MemoryLimits limits = USUAL.limits();
    Learning usual = USUAL.learning();
    return new PrequentialSettings(
        new MemoryLimits(limits.partners(), limits.visitors(), limits.companions(), halfLives()),
        config.vertices(),
        config.negatives(),
        new Baselines(config.window().toMillis(), halfLife()),
        new Fading(factor(fading), Math.min(4 * fading, MOST_KEPT)),
        cosines ? new Learning(usual.rate(), -1, 1, usual.seed()) : usual);
  }

  private double halfLife() {
    return config.halfLife().toMillis();
  }

  /** The usual ones, and the configured one where it is none of them. */
  private List<Double> halfLives() {
    List<Double> halfLives = new ArrayList<>(USUAL.limits().halfLives());
    if (!halfLives.contains(halfLife())) {
      halfLives.add(halfLife());
    }
    return halfLives;
  }

  /** Those of the watch for drift. */
  public DriftWatch.Settings drift() {
    AnabranchConfig.Evaluation.Drift drift = config.drift();
    return new DriftWatch.Settings(
        drift.scorer().text(),
        Double.parseDouble(Float.toString(drift.fall())), // 0.2 is 0.2
        factor(drift.reference()),
        drift.minEdges());
  }

  private static double factor(int edges) {
    return 1 - 1.0 / edges;
  }

  /** What figures depend on, as text: those of other settings are of no use under these. */
  String pinned() {
    return "%d vertices, %d negatives, half-life %s, fading %d, watched %s, embeddings %s %s"
        .formatted(
            config.vertices(),
            config.negatives(),
            config.halfLife(),
            config.fading(),
            config.drift().scorer().text(),
            config.embeddings(),
            cosines);
  }
}
