// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** Who has acted on the source, and so may get an answer. Nothing in a bipartite graph. */
final class AnswerFeatures implements FeatureSource {

  private static final FeatureGroup GROUP = FeatureGroup.ANSWERS;
  private static final int RANKS = 10;
  private static final double MONTH = 21; // magnitude of 31 days in seconds
  private static final int KINDS = 3;
  private static final int STRANGER = 0; // never answered
  private static final int ANSWERED = 1;
  private static final int WAITING = 2; // answered before, but not since

  private final int[] rank = new int[KINDS];
  private final Hat[] age = new Hat[KINDS];
  private final Hat[] count = new Hat[KINDS];

  AnswerFeatures(Layout layout) {
    for (int k = 0; k < KINDS; k++) {
      rank[k] = layout.flags(GROUP, RANKS);
      age[k] = layout.hat(GROUP, 3, MONTH, 12);
      count[k] = layout.hat(GROUP, 1, 8, 8);
    }
  }

  @Override
  public void add(Scene scene, FeatureRows rows) {
    Partners visitors = scene.visitors();
    for (int at = 0; at < visitors.size(); at++) {
      int row = scene.candidates().position(visitors.vertex(at));
      if (row >= 0) {
        int kind = kind(scene, visitors.last(at), scene.partnerAt(row));
        rows.add(row, rank[kind] + Math.min(RANKS - 1, visitors.newer(at)), 1);
        age[kind].add(rows, row, Magnitude.ofSpan(scene.time() - visitors.last(at)));
        count[kind].add(rows, row, Magnitude.of(visitors.count(at)));
      }
    }
  }

  private static int kind(Scene scene, long asked, int partnerAt) {
    return partnerAt < 0 ? STRANGER : scene.partners().last(partnerAt) < asked ? WAITING : ANSWERED;
  }
}
