// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edge topic may be far ahead of the features topic. */
class WithdrawalTest {

  @TempDir Path directory;

  /** A withdrawal must be remembered while an older write may still come on its own topic. */
  @Test
  void anOlderWriteAfterAWithdrawalDoesNothing() throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      Pipeline pipeline =
          new Pipeline(
              broker.bootstrapServers(),
              "withdrawal",
              directory.resolve("checkpoints"),
              Pipeline.model(8, 8),
              "job.parallelism=1");
      try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
        JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
        pipeline.send(edges(1_000_000));
        pipeline.probe();
        pipeline.send(List.of(new FeaturesEvent("w", 100_000, null)));
        pipeline.probe();
        pipeline.send(edges(2_000_000)); // the horizon moves: what is due goes
        pipeline.probe();
        pipeline.send(List.of(new FeaturesEvent("w", 95_000, new float[8])));
        Report report = pipeline.verify();
        assertTrue(report.isExact(), report::toString);
        cluster.cancel(job);
      }
    }
  }

  /** Enough of them to reach every partition. */
  private static List<GraphEvent> edges(long timestamp) {
    List<GraphEvent> edges = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      edges.add(EdgeEvent.add("v" + i, "v" + (i + 1), timestamp + i));
    }
    return edges;
  }
}
