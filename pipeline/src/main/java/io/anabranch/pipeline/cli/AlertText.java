// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.link.RowName;
import io.anabranch.pipeline.webhook.Text;
import java.time.Instant;
import java.util.Locale;

/** Alerts for eyes: a line, and below it why. */
final class AlertText {

  private AlertText() {}

  static String of(Alert alert) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s %s: %s of %s is %.4f, above %.4f",
                Instant.ofEpochMilli(alert.eventTime()),
                alert.rule(),
                alert.metric().text(),
                TextRows.printable(alert.subject()),
                alert.score(),
                alert.threshold()));
    Text.events(alert).forEach(event -> line(text, "event", event));
    for (RowName row : alert.rows()) {
      line(text, "row", "%s v%d #%d".formatted(row.vertex(), row.modelVersion(), row.sequence()));
    }
    alert.reasons().forEach(reason -> line(text, "because", reason));
    if (alert.linear() != null) {
      for (LinearPart.EdgeShare share : alert.linear().edges()) {
        line(text, "share", Text.share(share, alert.linear()));
      }
      if (alert.linear().remainder() != null) {
        String left = "%.4f of the score is not linear in the row";
        line(text, "besides", String.format(Locale.ROOT, left, alert.linear().remainder().value()));
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "\n  %-8s %s", name, TextRows.printable(value)));
  }
}
