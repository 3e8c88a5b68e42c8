// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/** What everybody did to a candidate, lately and ever, and when it last acted itself. */
final class PopularityFeatures implements FeatureSource {

  private static final FeatureGroup GROUP = FeatureGroup.POPULARITY;
  private static final double MONTH = 21; // magnitude of 31 days in seconds
  private static final int KINDS = Standing.values().length;

  private final double[] halfLives;
  private final Hat[][] all;
  private final Hat[][] fresh;
  private final Hat[] since;
  private final Hat[] count;
  private final Hat[] distinct;
  private final Hat[] active;
  private final int never;

  PopularityFeatures(Layout layout, double[] halfLives) {
    this.halfLives = halfLives.clone();
    all = new Hat[halfLives.length][];
    fresh = new Hat[halfLives.length][];
    for (int h = 0; h < halfLives.length; h++) {
      all[h] = layout.hats(GROUP, -9, 6, 9);
      fresh[h] = layout.hats(GROUP, -9, 6, 9);
    }
    since = layout.hats(GROUP, 0, MONTH + 1, 12);
    count = layout.hats(GROUP, 0, 10, 8);
    distinct = layout.hats(GROUP, 0, 1, 8);
    active = layout.hats(GROUP, 0, MONTH + 1, 12);
    never = layout.flags(GROUP, KINDS);
  }

  @Override
  public void add(Scene scene, FeatureRows rows) {
    for (int row = 0; row < scene.size(); row++) {
      int kind = scene.standing(row).ordinal();
      int vertex = scene.candidates().vertex(row);
      add(scene.memory().popularity(vertex), kind, scene.time(), row, rows);
      Partners own = scene.memory().partners(vertex);
      if (own.size() > 0) {
        active[kind].add(rows, row, Magnitude.ofSpan(scene.time() - own.last(own.size() - 1)));
      }
    }
  }

  private void add(Tally tally, int kind, long time, int row, FeatureRows rows) {
    if (tally.count == 0) {
      rows.add(row, never + kind, 1);
      return;
    }
    for (int h = 0; h < halfLives.length; h++) {
      double now = time / halfLives[h];
      all[h][kind].add(rows, row, tally.all[h] - now);
      fresh[h][kind].add(rows, row, tally.fresh[h] - now);
    }
    since[kind].add(rows, row, Magnitude.ofSpan(time - tally.last));
    count[kind].add(rows, row, Magnitude.of(tally.count));
    distinct[kind].add(rows, row, (tally.distinct + 1.0) / (tally.count + 2.0));
  }
}
