// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** How the source and a partner it has acted on got on so far, and how faithful the source is. */
final class HistoryFeatures implements FeatureSource {

  private static final FeatureGroup GROUP = FeatureGroup.HISTORY;
  private static final int RANKS = 20;
  private static final double MONTH = 21; // magnitude of 31 days in seconds

  private final int rank;
  private final int newest;
  private final Hat age;
  private final Hat count;
  private final Hat share;
  private final Hat gap;
  private final Hat firstShare;
  private final Hat freshness;
  private final Hat size;
  private final Hat newestGap;
  private final Hat newestCount;
  private final Hat life;

  HistoryFeatures(Layout layout) {
    rank = layout.flags(GROUP, RANKS);
    newest = layout.flags(GROUP, 1);
    age = layout.hat(GROUP, 3, MONTH, 12);
    count = layout.hat(GROUP, 1, 8, 8);
    share = layout.hat(GROUP, 0, 1, 8);
    gap = layout.hat(GROUP, 3, MONTH, 10);
    firstShare = layout.hat(GROUP, 0, 1, 8);
    freshness = layout.hat(GROUP, 0, 1, 8);
    size = layout.hat(GROUP, 1, 8, 8);
    newestGap = layout.hat(GROUP, 3, MONTH, 10);
    newestCount = layout.hat(GROUP, 1, 8, 8);
    life = layout.hat(GROUP, 0, MONTH, 8);
  }

  @Override
  public void add(Scene scene, FeatureRows rows) {
    Partners partners = scene.partners();
    for (int at = 0; at < partners.size(); at++) {
      int candidate = scene.candidates().position(partners.vertex(at));
      if (candidate >= 0) {
        add(scene, at, candidate, rows);
      }
    }
  }

  private void add(Scene scene, int at, int row, FeatureRows rows) {
    Partners partners = scene.partners();
    int place = partners.newer(at);
    double times = Magnitude.of(partners.count(at));
    double since = Magnitude.ofSpan(scene.time() - partners.last(partners.size() - 1));
    rows.add(row, rank + Math.min(RANKS - 1, place), 1);
    age.add(rows, row, Magnitude.ofSpan(scene.time() - partners.last(at)));
    count.add(rows, row, times);
    share.add(rows, row, (double) partners.count(at) / partners.meetings());
    gap.add(rows, row, since);
    firstShare.add(rows, row, partners.firstShare());
    freshness.add(rows, row, partners.freshness());
    size.add(rows, row, Magnitude.of(partners.size()));
    life.add(rows, row, Magnitude.ofSpan(partners.last(at) - partners.first(at)));
    if (place == 0) {
      newestGap.add(rows, row, since);
      newestCount.add(rows, row, times);
    }
    if (scene.memory().popularity(partners.vertex(at)).last == partners.last(at)) {
      rows.add(row, newest, 1); // nobody has acted on it since
    }
  }
}
