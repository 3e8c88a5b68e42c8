// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.LinearPart;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The body of {@code POST /api/v2/alerts} (Alertmanager's OpenAPI, {@code postableAlerts}): a list
 * of labels, by which one alert is told from another, annotations and when it began. The same alert
 * twice is one: its labels are the same.
 */
final class AlertmanagerFormat {

  private final ObjectMapper mapper = new ObjectMapper();

  byte[] encode(List<Alert> alerts) {
    ArrayNode list = mapper.createArrayNode();
    alerts.forEach(alert -> write(alert, list.addObject()));
    try {
      return mapper.writeValueAsBytes(list);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  private static void write(Alert alert, ObjectNode node) {
    node.putObject("labels")
        .put("alertname", alert.rule())
        .put("metric", alert.metric().text())
        .put("subject", alert.subject())
        .put("key", alert.key());
    ObjectNode annotations =
        node.putObject("annotations")
            .put(
                "summary",
                String.format(
                    Locale.ROOT,
                    "%s: %s of %s is %s, above %s",
                    alert.rule(),
                    alert.metric().text(),
                    alert.subject(),
                    alert.score(),
                    alert.threshold()))
            .put("score", String.valueOf(alert.score()))
            .put("threshold", String.valueOf(alert.threshold()))
            .put("modelVersion", String.valueOf(alert.modelVersion()))
            .put("description", description(alert));
    if (!alert.events().isEmpty()) {
      annotations.put("events", String.join("; ", Text.events(alert)));
    }
    node.put("startsAt", Instant.ofEpochMilli(alert.eventTime()).toString());
  }

  private static String description(Alert alert) {
    StringBuilder text = new StringBuilder(String.join("; ", alert.reasons()));
    if (alert.linear() != null) {
      for (LinearPart.EdgeShare share : alert.linear().edges()) {
        text.append(text.isEmpty() ? "" : "; ").append(Text.share(share, alert.linear()));
      }
    }
    return text.toString();
  }
}
