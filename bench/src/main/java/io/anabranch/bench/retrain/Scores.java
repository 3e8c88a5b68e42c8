// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.retrain;

import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.LinkQuality;
import io.anabranch.model.link.LinkScore;
import java.util.Locale;

/** A table in Markdown: a row a score. */
record Scores(LinkExam exam) {

  void head() {
    System.out.printf(
        Locale.ROOT,
        "%n%,d edges follow: %,d between known vertices, %,d of them pairs that had never met;"
            + " %,d (%.0f %%) with an unseen end%n%n",
        exam.count(),
        exam.known().edges().count(),
        exam.fresh().edges().count(),
        exam.unseen().edges().count(),
        100.0 * exam.unseen().edges().count() / exam.count());
    System.out.println("| | AUC | AP | MRR | new pairs: AUC | AP | MRR | unseen end: AUC |");
    System.out.println("|---|---|---|---|---|---|---|---|");
  }

  LinkExam.Report row(String name, LinkScore score) {
    LinkExam.Report report = exam.sit(score);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.3f |%n",
        name,
        cells(report.known()),
        cells(report.fresh()),
        report.unseen().auc());
    return report;
  }

  private static String cells(LinkQuality quality) {
    return String.format(
        Locale.ROOT,
        "%.3f | %.3f | %.3f",
        quality.auc(),
        quality.averagePrecision(),
        quality.reciprocalRank());
  }
}
