// SPDX-License-Identifier: Apache-2.0
package io.anabranch.jobjar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The Grafana board of {@code deploy/}. */
final class Dashboard {

  private Dashboard() {}

  /** The queries of its panels. */
  static List<String> queries() throws IOException {
    JsonNode board =
        new ObjectMapper()
            .readTree(Deployment.path("deploy/grafana/dashboards/anabranch.json").toFile());
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : board.get("panels")) {
      panel.path("targets").forEach(target -> queries.add(target.get("expr").asText()));
    }
    return queries;
  }

  /** The metrics and labels that the queries name and a page of Prometheus does not have. */
  static Set<String> missingFrom(String page) throws IOException {
    Set<String> missing = new TreeSet<>();
    for (String query : queries()) {
      missing.addAll(Prometheus.metricsOf(query));
      missing.addAll(Prometheus.labelsOf(query));
    }
    missing.removeAll(Prometheus.names(page));
    missing.removeAll(Prometheus.labels(page));
    return missing;
  }
}
