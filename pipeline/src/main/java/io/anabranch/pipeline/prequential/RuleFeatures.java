// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** The scores of a rule, embeddings for example, as features; nothing where it has no score. */
final class RuleFeatures implements FeatureSource {

  private static final int KNOTS = 12;

  private final Rule rule;
  private final Hat[] hats;
  private double[] scores = {};

  /**
   * @param low of its scores, as far as they are told apart
   * @param high of its scores
   */
  RuleFeatures(Layout layout, Rule rule, double low, double high) {
    this.rule = rule;
    this.hats = layout.hats(FeatureGroup.RULES, low, high, KNOTS);
  }

  @Override
  public void add(Scene scene, FeatureRows rows) {
    if (scores.length < scene.size()) {
      scores = new double[scene.size()];
    }
    rule.score(new Query(scene.src(), scene.time(), scene.candidates()), scores);
    for (int row = 0; row < scene.size(); row++) {
      if (Double.isFinite(scores[row])) {
        hats[scene.standing(row).ordinal()].add(rows, row, scores[row]);
      }
    }
  }
}
