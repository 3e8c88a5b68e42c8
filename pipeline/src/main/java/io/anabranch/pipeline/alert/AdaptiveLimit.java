// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.io.IOException;
import java.util.BitSet;
import org.HdrHistogram.Histogram;

/**
 * The threshold of a rule with a quantile, as one subtask knows it. What it has seen is kept by key
 * group, so that it follows its keys to other subtasks; the quantile is of all groups together that
 * the subtask has. Keys are spread by a hash, so each subtask sees a fair sample.
 */
public final class AdaptiveLimit {

  /** After so many scores the quantile is looked up again: finding it takes microseconds. */
  private static final int REFRESH = 64;

  /** Takes what a key group has to keep. */
  public interface Writer {
    void write(int group, byte[] bytes) throws IOException;
  }

  private final Limit.Quantile limit;
  private final ScoreSketch[] groups;
  private final BitSet changed = new BitSet();
  private final Histogram all;
  private final ScoreSketch.Total total = new OfAll();
  private long threshold;
  private int untilRefresh; // scores

  /**
   * @param groupCount how many key groups there are
   */
  public AdaptiveLimit(Limit.Quantile limit, int groupCount) {
    this.limit = limit;
    this.groups = new ScoreSketch[groupCount];
    this.all = ScoreSketch.histogram();
  }

  /** Takes back what a group has kept. */
  public void restore(int group, byte[] bytes) throws IOException {
    groups[group] = ScoreSketch.fromBytes(bytes);
    groups[group].running().forEach(all::recordValueWithCount);
    groups[group].before().forEach(all::recordValueWithCount);
    untilRefresh = 0;
  }

  /**
   * The threshold that a score exceeds, NaN when it exceeds none: too little was seen so far. The
   * score itself counts only for those that follow.
   */
  public float exceeded(int group, float score, long time) {
    long value = ScoreSketch.value(score);
    boolean known = all.getTotalCount() >= limit.fewest();
    if (known && untilRefresh <= 0) {
      threshold = all.getValueAtPercentile(100 * (double) limit.share());
      untilRefresh = REFRESH;
    }
    float exceeded = known && value > threshold ? ScoreSketch.score(threshold) : Float.NaN;
    count(group, value, time);
    return exceeded;
  }

  private void count(int group, long value, long time) {
    if (groups[group] == null) {
      groups[group] = new ScoreSketch();
    }
    groups[group].count(value, Math.floorDiv(time, limit.memory().toMillis()), total);
    changed.set(group);
    untilRefresh--;
  }

  /** How many scores the quantile is of. */
  public long seen() {
    return all.getTotalCount();
  }

  /** Hands out what has changed since the last time; who restores it knows no more than we do. */
  public void writeBack(Writer writer) throws IOException {
    untilRefresh = 0;
    for (int g = changed.nextSetBit(0); g >= 0; g = changed.nextSetBit(g + 1)) {
      writer.write(g, groups[g].toBytes());
    }
    changed.clear();
  }

  private final class OfAll implements ScoreSketch.Total {
    @Override
    public void forget(BucketCounts stretch) {
      untilRefresh = 0;
      stretch.forEach((value, count) -> all.recordValueWithCount(value, -count));
    }

    @Override
    public void add(long value) {
      all.recordValue(value);
    }
  }
}
