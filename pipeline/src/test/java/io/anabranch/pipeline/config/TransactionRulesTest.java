// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionRulesTest {

  @Test
  void theDefaultsAreSafe() {
    AnabranchConfig config = exactlyOnce();

    // 1 s between checkpoints, 1 s after one, 10 min for one, 4 min down
    assertEquals(Duration.ofSeconds(1 + 1 + 600 + 240), TransactionRules.longestOpen(config));
    assertEquals(Duration.ofMinutes(15), config.embeddings().transactionTimeout());
  }

  @Test
  void pauseAndToleratedFailuresCount() {
    AnabranchConfig config =
        exactlyOnce(
            "flink.execution.checkpointing.timeout=20s",
            "flink.execution.checkpointing.min-pause=3s",
            "flink.execution.checkpointing.tolerable-failed-checkpoints=2",
            "job.max-outage=60s");

    assertEquals(Duration.ofSeconds(3 * (1 + 3 + 20) + 60), TransactionRules.longestOpen(config));
  }

  @Test
  void aTimeoutThatCouldLoseDataIsRefused() {
    String[] shorter = {
      "flink.execution.checkpointing.timeout=20s",
      "job.max-outage=38s",
      "embeddings.transaction-timeout=60s" // and 1 s between checkpoints, 1 s after one
    };
    List<Fault> faults = faults(shorter);

    assertEquals(1, faults.size(), faults::toString);
    assertEquals(
        "embeddings.transaction-timeout and job.checkpoint-interval and job.max-outage",
        faults.get(0).option());
    assertEquals("60s", faults.get(0).came());
    assertTrue(faults.get(0).expected().startsWith("a transaction timeout above 60s"));
    shorter[1] = "job.max-outage=37s";
    exactlyOnce(shorter);
  }

  @Test
  void itIsToldTogetherWithOtherFaults() {
    List<Fault> faults = faults("embeddings.transaction-timeout=10s", "job.parallelism=0");
    assertEquals(2, faults.size(), faults::toString);
  }

  @Test
  void atLeastOnceHasNoTransactions() {
    AnabranchConfig.of("embeddings.transaction-timeout=1s");
  }

  @Test
  void whatTheBrokerDoesNotGrantIsRefused() {
    AnabranchConfig config = exactlyOnce();
    TransactionRules.requireGranted(config, Duration.ofMinutes(15));

    List<Fault> faults =
        assertThrows(
                ConfigException.class,
                () -> TransactionRules.requireGranted(config, Duration.ofMinutes(14)))
            .faults();

    assertEquals("broker at localhost:9092", faults.get(0).where());
    assertEquals("embeddings.transaction-timeout", faults.get(0).option());
    assertEquals("at most 840s, the broker's transaction.max.timeout.ms", faults.get(0).expected());
  }

  @Test
  void twoJobsHaveTheirOwnIds() {
    assertEquals("anabranch/anabranch.embeddings", exactlyOnce().transactionalIdPrefix());
    assertEquals("anabranch/other", exactlyOnce("topics.embeddings=other").transactionalIdPrefix());
    assertEquals("b/anabranch.embeddings", exactlyOnce("job.name=b").transactionalIdPrefix());
    assertEquals("mine", exactlyOnce("job.transactional-id-prefix=mine").transactionalIdPrefix());
  }

  private static AnabranchConfig exactlyOnce(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("embeddings.delivery=exactly-once");
    return AnabranchConfig.of(options.toArray(String[]::new));
  }

  private static List<Fault> faults(String... more) {
    return assertThrows(ConfigException.class, () -> exactlyOnce(more)).faults();
  }
}
