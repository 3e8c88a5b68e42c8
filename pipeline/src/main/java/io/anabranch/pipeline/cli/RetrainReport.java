// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.layer.SageModel;
import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.LinkQuality;
import io.anabranch.pipeline.retrain.Challenge;
import io.anabranch.pipeline.retrain.Retraining.Round;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** What came of a round of retraining, in a few lines. */
record RetrainReport(PrintWriter out) {

  /**
   * @param learnt what the learner says of itself
   */
  void print(Round round, String learnt, double seconds) {
    line(
        "snapshot",
        "%s: %,d vertices, %,d edges",
        round.snapshot().origin().source(),
        round.snapshot().vertices().length,
        round.snapshot().edges().count());
    line(
        "kept back",
        "%,d edges from %s on, %,d of them between known vertices",
        round.kept(),
        Instant.ofEpochMilli(round.boundary()),
        round.challenge().challenger().known().edges());
    print(round.challenge(), described(round.champion()));
    line("learnt on", "%s", learnt);
    line("took", "%.1f s", seconds);
    verdict(round.published() == null ? null : described(round.published()), round.challenge());
    if (round.risk() != null) {
      line(
          "risk head",
          "%s version %d, on rows of %s: AUC %.4f",
          round.risk().name(),
          round.risk().version(),
          described(round.published()),
          round.risk().card().metrics().getOrDefault("validation.auc", 0.0));
    }
    round
        .links()
        .forEach(
            link -> {
              line("beside it", "%s", link.name());
              print(link.challenge(), "the version before");
              verdict(
                  link.version() == 0 ? null : link.name() + " version " + link.version(),
                  link.challenge());
            });
    out.flush();
  }

  private static String described(SageModel model) {
    return model.name() + " version " + model.version();
  }

  private void print(Challenge challenge, String champion) {
    line("", "%-24s %8s %8s %8s   %s", "", "AUC", "AP", "MRR", "AUC of new pairs");
    row(champion, challenge.champion());
    row("the new one", challenge.challenger());
  }

  private void row(String name, LinkExam.Report report) {
    LinkQuality known = report.known();
    line(
        "",
        "%-24s %8.4f %8.4f %8.4f   %.4f of %,d",
        name,
        known.auc(),
        known.averagePrecision(),
        known.reciprocalRank(),
        report.fresh().auc(),
        report.fresh().edges());
  }

  private void verdict(String published, Challenge challenge) {
    if (published == null) {
      line(
          "published",
          "nothing: AUC %.4f below, with a margin of %.4f",
          -challenge.gain(),
          challenge.margin());
    } else {
      line("published", "%s: AUC %+.4f", published, challenge.gain());
    }
  }

  private void line(String name, String format, Object... values) {
    out.println(
        String.format(Locale.ROOT, "%-12s %s", name, String.format(Locale.ROOT, format, values))
            .stripTrailing());
  }
}
