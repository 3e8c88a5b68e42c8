// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.ConfigException;
import io.anabranch.pipeline.drill.TopicAudit;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.GraphEvent;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions on a real broker: exact right after the answer, nothing seen twice. */
class ExactlyOnceTest extends BrokerTest {

  private static final String EXACTLY_ONCE = "embeddings.delivery=exactly-once";

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void aKilledTaskManagerShowsNoRowTwice(String backend) throws Exception {
    Pipeline pipeline =
        pipeline("eos-" + backend, "job.parallelism=2", EXACTLY_ONCE, "state.backend=" + backend);
    List<GraphEvent> events = Pipeline.payments(5, 200, 6_000);
    int third = events.size() / 3;
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config), 2, 1)) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, pipeline.model), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, third));
      pipeline.probe(); // so that there is a checkpoint to come back to
      pipeline.send(events.subList(third, 2 * third));
      cluster.replaceTaskManager(0);
      pipeline.send(events.subList(2 * third, events.size()));
      assertExact(pipeline.verify());
      assertEquals(JobStatus.RUNNING, cluster.status(job));
      assertTrue(TopicAudit.of(pipeline.config).isOnce(), TopicAudit.of(pipeline.config)::toString);
      cluster.cancel(job);
    }
  }

  @Test
  void twoJobsOnOneBrokerLeaveEachOtherAlone() throws Exception {
    Pipeline one = pipeline("eos-one", EXACTLY_ONCE, "job.transactional-id-prefix=t");
    Pipeline two = pipeline("eos-two", EXACTLY_ONCE, "job.transactional-id-prefix=t2");
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(one.config), 4, 1)) {
      JobID first = cluster.submit(EmbeddingJob.of(one.config, one.model), null);
      one.watch(cluster, first);
      one.send(Pipeline.payments(1, 200, 1_000));
      JobID second = cluster.submit(EmbeddingJob.of(two.config, two.model), null);
      two.watch(cluster, second);
      two.send(Pipeline.payments(2, 200, 1_000));
      assertExact(one.verify());
      assertExact(two.verify());
      assertEquals(0, cluster.restarts(first));
      assertEquals(0, cluster.restarts(second));
      cluster.cancel(first);
      cluster.cancel(second);
    }
  }

  @Test
  void aBoundedJobCommitsItsLastRows() throws Exception {
    Pipeline pipeline = pipeline("eos-bounded", EXACTLY_ONCE);
    pipeline.send(Pipeline.payments(7, 100, 500));
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.bounded(pipeline.config, pipeline.model), null);
      cluster.awaitEnd(job);
    }
    long written = count(pipeline, Isolation.READ_UNCOMMITTED);
    assertTrue(written >= 100, () -> written + " rows");
    assertEquals(written, count(pipeline, Isolation.READ_COMMITTED));
  }

  @Test
  void aTimeoutAboveTheBrokersIsRefusedAtTheStart() {
    Pipeline pipeline = pipeline("eos-long", EXACTLY_ONCE, "embeddings.transaction-timeout=16m");
    ConfigException refused =
        assertThrows(ConfigException.class, () -> EmbeddingJob.of(pipeline.config, pipeline.model));
    assertTrue(refused.getMessage().contains("at most 900s"), refused::getMessage);
  }

  private static long count(Pipeline pipeline, Isolation isolation) {
    return new TopicReader(broker.bootstrapServers(), isolation, Duration.ofSeconds(30))
        .read(pipeline.config.topics().embeddings(), row -> {});
  }

  private static Pipeline pipeline(String name, String... options) {
    return pipeline(name, Pipeline.model(8, 8, 8), options);
  }

  private static void assertExact(Report report) {
    assertTrue(report.isExact(), report::toString);
    assertTrue(report.comparison().expected() > 100, report::toString);
  }
}
