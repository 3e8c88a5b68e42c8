// SPDX-License-Identifier: Apache-2.0
package io.anabranch.jobjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the board is read; {@link ClusterTest} compares it with a page of a running job. */
class DashboardTest {

  private static final String PAGE =
      """
      # HELP flink_a_embeddings embeddings
      flink_a_embeddings{host="x",quantile="0.5",} 3.0
      flink_b 1.0
      """;

  @Test
  void namesAndLabelsAreFound() {
    assertEquals(Set.of("flink_a_embeddings", "flink_b"), Prometheus.names(PAGE));
    assertEquals(Set.of("host", "quantile"), Prometheus.labels(PAGE));
    String query = "sum by (kind) (rate(flink_a_events{quantile=~\"0.5|0.9\"}[1m])) / flink_b";
    assertEquals(Set.of("flink_a_events", "flink_b"), Prometheus.metricsOf(query));
    assertEquals(Set.of("kind", "quantile"), Prometheus.labelsOf(query));
  }

  @Test
  void aMetricThatTheJobDoesNotHaveIsMissed() throws IOException {
    assertTrue(
        Dashboard.missingFrom(PAGE)
            .containsAll(
                Set.of("flink_taskmanager_job_task_operator_embeddings", "operator_name")));
    assertTrue(Dashboard.queries().size() > 10);
  }
}
