// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ConfigException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

  private static final String DIRECTORY = "job.checkpoint-directory=/shared/checkpoints";

  @Test
  void whatIsLeftAtItsDefaultGivesWayToTheCluster() {
    Configuration merged =
        ClusterSettings.of(
            AnabranchConfig.of(),
            Map.of(
                "parallelism.default", "7",
                "execution.checkpointing.interval", "5 s",
                "execution.checkpointing.dir", "s3://bucket/checkpoints",
                "state.backend.type", "rocksdb"));
    assertEquals(7, merged.get(CoreOptions.DEFAULT_PARALLELISM));
    assertEquals(Duration.ofSeconds(5), merged.get(CheckpointingOptions.CHECKPOINTING_INTERVAL));
    assertEquals("s3://bucket/checkpoints", merged.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY));
    assertEquals("rocksdb", merged.get(StateBackendOptions.STATE_BACKEND));
  }

  /** Which goes by the interval that counts, unless somebody says otherwise, the user first. */
  @Test
  void thePauseBetweenCheckpoints() {
    String theirs = "execution.checkpointing.min-pause";
    String interval = "execution.checkpointing.interval";
    assertEquals(Duration.ofSeconds(1), pause(Map.of()));
    assertEquals(Duration.ofMillis(200), pause(Map.of(interval, "200 ms")));
    assertEquals(Duration.ofSeconds(30), pause(Map.of(interval, "5 s", theirs, "30 s")));
    String ours = "job.checkpoint-interval=5s";
    assertEquals(Duration.ofSeconds(5), pause(Map.of(interval, "9 s"), ours));
    assertEquals(Duration.ofSeconds(30), pause(Map.of(theirs, "30 s"), ours));
    assertEquals(
        Duration.ofSeconds(2), pause(Map.of(theirs, "30 s"), ours, "flink." + theirs + "=2s"));
  }

  private static Duration pause(Map<String, String> cluster, String... options) {
    return merged(cluster, options).get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS);
  }

  private static Configuration merged(Map<String, String> cluster, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add(DIRECTORY);
    return ClusterSettings.of(AnabranchConfig.of(all.toArray(String[]::new)), cluster);
  }

  /** Flink refuses one that is shorter than the usual. */
  @Test
  void theIntervalInSweepsIsNoShorterThanTheClusters() {
    String interval = "execution.checkpointing.interval";
    assertEquals(Duration.ofSeconds(10), inSweeps(Map.of(interval, "5 s")));
    assertEquals(Duration.ofMinutes(1), inSweeps(Map.of(interval, "1 min")));
    assertEquals(
        Duration.ofSeconds(5),
        inSweeps(Map.of(interval, "5 s"), "embeddings.delivery=exactly-once"));
  }

  private static Duration inSweeps(Map<String, String> cluster, String... options) {
    CheckpointConfig checkpoints = new CheckpointConfig();
    checkpoints.configure(merged(cluster, options));
    return Duration.ofMillis(checkpoints.getCheckpointIntervalDuringBacklog());
  }

  @Test
  void transactionsOutliveThePauseOfTheCluster() {
    String exactlyOnce = "embeddings.delivery=exactly-once";
    merged(Map.of("execution.checkpointing.min-pause", "10 s"), exactlyOnce);
    for (String longer : List.of("min-pause", "timeout")) {
      Map<String, String> cluster = Map.of("execution.checkpointing." + longer, "1 h");
      merged(cluster);
      ConfigException e =
          assertThrows(ConfigException.class, () -> merged(cluster, exactlyOnce), longer);
      assertTrue(e.getMessage().contains("embeddings.transaction-timeout"), e::getMessage);
      assertTrue(e.getMessage().contains("the cluster's configuration"), e::getMessage);
    }
  }

  @Test
  void whatTheUserSetsStands() {
    Configuration merged =
        ClusterSettings.of(
            AnabranchConfig.of(
                DIRECTORY, "job.parallelism=3", "job.checkpoint-interval=2s", "job.name=mine"),
            Map.of(
                "parallelism.default", "7",
                "execution.checkpointing.interval", "5 s",
                "execution.checkpointing.dir", "s3://bucket/checkpoints",
                "pipeline.name", "theirs"));
    assertEquals(3, merged.get(CoreOptions.DEFAULT_PARALLELISM));
    assertEquals(Duration.ofSeconds(2), merged.get(CheckpointingOptions.CHECKPOINTING_INTERVAL));
    assertEquals(
        "file:///shared/checkpoints", merged.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY));
    assertEquals("mine", merged.get(PipelineOptions.NAME));
  }

  @Test
  void whatExactnessRestsOnIsOursWhateverTheClusterSays() {
    Configuration merged = ClusterSettings.of(AnabranchConfig.of(DIRECTORY), Map.of());
    assertEquals(128, merged.get(PipelineOptions.MAX_PARALLELISM));
    assertEquals(Duration.ZERO, merged.get(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT));
    assertFalse(merged.get(CheckpointingOptions.ENABLE_UNALIGNED));
    assertTrue(merged.get(PipelineOptions.OBJECT_REUSE));
  }

  @Test
  void whatBelongsToTheClusterIsNotTouched() {
    Configuration merged =
        ClusterSettings.of(AnabranchConfig.of(DIRECTORY, "state.backend=rocksdb"), Map.of());
    assertFalse(merged.contains(RestOptions.BIND_PORT));
    assertFalse(merged.contains(TaskManagerOptions.MANAGED_MEMORY_SIZE));
    assertFalse(merged.contains(TaskManagerOptions.NETWORK_MEMORY_MAX));
  }

  @Test
  void anUnsafeClusterIsRefusedWhole() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                ClusterSettings.of(
                    AnabranchConfig.of(),
                    Map.of(
                        "execution.checkpointing.unaligned.enabled", "true",
                        "execution.checkpointing.mode", "AT_LEAST_ONCE",
                        "pipeline.max-parallelism", "64")));
    assertEquals(4, e.faults().size(), e::getMessage); // and nobody says where checkpoints go
    assertTrue(
        e.getMessage()
            .contains(
                "the cluster's configuration: flink.execution.checkpointing.unaligned.enabled"),
        e::getMessage);
    assertTrue(e.getMessage().contains("job.checkpoint-directory"), e::getMessage);
  }
}
