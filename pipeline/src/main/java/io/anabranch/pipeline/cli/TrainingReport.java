// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.train.Epoch;
import io.anabranch.pipeline.train.Evaluation;
import io.anabranch.pipeline.train.Session;
import io.anabranch.pipeline.train.Setting;
import io.anabranch.pipeline.train.Training;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What came of a training, in a few lines. */
record TrainingReport(PrintWriter out) {

  /** A model's hyper-parameters, one a line. */
  static void settings(Training training, PrintWriter out) {
    out.println(training.model() + " " + training.about());
    for (Setting setting : training.settings()) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %-14s %-10s %s; %s",
              setting.name(),
              setting.value(),
              setting.expected(),
              setting.about()));
    }
  }

  void line(String name, Object value) {
    out.println(String.format(Locale.ROOT, "%-12s %s", name, value));
  }

  /** The last epoch, and the best by the validation metric. */
  void training(Session session, List<Epoch> history, double seconds) {
    Epoch last = history.get(history.size() - 1);
    Epoch best = history.stream().max(Comparator.comparingDouble(Epoch::validation)).orElseThrow();
    line(
        "trained",
        String.format(
            Locale.ROOT,
            "%,d of at most %,d epochs in %.1f s; last loss %.4f",
            history.size(),
            session.epochs(),
            seconds,
            last.loss()));
    line(
        "best epoch",
        String.format(
            Locale.ROOT,
            "%d by %s, %.4f",
            best.number(),
            session.validationMetric(),
            best.validation()));
  }

  /** The same lines from {@code train} and {@code evaluate}. */
  void metrics(Evaluation evaluation) {
    evaluation
        .metrics()
        .forEach(
            (name, value) -> line("metric", String.format(Locale.ROOT, "%s = %.4f", name, value)));
  }
}
