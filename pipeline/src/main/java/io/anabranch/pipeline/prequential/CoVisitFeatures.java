// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** The co-visit scores of a candidate, of sources that have a partner. */
final class CoVisitFeatures implements FeatureSource {

  private static final FeatureGroup GROUP = FeatureGroup.CO_VISITS;
  private static final double LEAST = 1e-3; // what 0 counts as

  private final CoVisitScores scores = new CoVisitScores();
  private final Hat[] next;
  private final Hat[] nextNew;
  private final Hat[] together;
  private final Hat[] twoHop;
  private final Hat[] twoHopLately;
  private final Hat[] wedge;

  CoVisitFeatures(Layout layout) {
    next = layout.hats(GROUP, -10, 0, 8);
    nextNew = layout.hats(GROUP, -10, 0, 8);
    together = layout.hats(GROUP, -10, 0, 8);
    twoHop = layout.hats(GROUP, -10, 2, 9);
    twoHopLately = layout.hats(GROUP, -10, 2, 9);
    wedge = layout.hats(GROUP, -10, 2, 9);
  }

  @Override
  public void add(Scene scene, FeatureRows rows) {
    if (scene.partners().size() == 0) {
      return;
    }
    scores.open(scene);
    for (int row = 0; row < scene.size(); row++) {
      int kind = scene.standing(row).ordinal();
      add(next[kind], scores.next[row], row, rows);
      add(nextNew[kind], scores.nextNew[row], row, rows);
      add(together[kind], scores.together[row], row, rows);
      add(twoHop[kind], scores.twoHop[row], row, rows);
      add(twoHopLately[kind], scores.twoHopLately[row], row, rows);
      add(wedge[kind], scores.wedge[row], row, rows);
    }
  }

  /** Nothing where there is nothing. */
  private static void add(Hat hat, double score, int row, FeatureRows rows) {
    if (score > 0) {
      hat.add(rows, row, Magnitude.log2(LEAST + score));
    }
  }
}
