// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.LinkQuality;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two models before the same exam: the one that serves and the one that wants to. What counts is
 * the AUC over edges between known vertices.
 *
 * @param margin by how much the challenger may be worse
 */
public record Challenge(LinkExam.Report champion, LinkExam.Report challenger, double margin) {

  /** By how much the challenger is better; negative when it is worse. */
  public double gain() {
    return challenger.known().auc() - champion.known().auc();
  }

  /** Whether the challenger may be published. */
  public boolean isWon() {
    return gain() >= -margin;
  }

  /** As the challenger's card has it. */
  public SortedMap<String, Double> metrics() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    put(metrics, "validation", challenger);
    put(metrics, "champion", champion);
    metrics.put("gain_auc", gain());
    return metrics;
  }

  /** What a report says, under names that begin with that. */
  static void put(SortedMap<String, Double> metrics, String who, LinkExam.Report report) {
    put(metrics, who, report.known());
    put(metrics, who + "_new_pairs", report.fresh());
    put(metrics, who + "_unseen", report.unseen());
  }

  private static void put(SortedMap<String, Double> metrics, String who, LinkQuality quality) {
    metrics.put(who + "_edges", (double) quality.edges());
    metrics.put(who + "_auc", quality.auc());
    metrics.put(who + "_average_precision", quality.averagePrecision());
    metrics.put(who + "_reciprocal_rank", quality.reciprocalRank());
  }
}
