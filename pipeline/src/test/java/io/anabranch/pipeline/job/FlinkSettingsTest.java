// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ConfigException;
import io.anabranch.state.exchange.KeyGroups;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkSettingsTest {

  @Test
  void whatTheInvariantsRestOnIsSet() {
    Configuration flink = FlinkSettings.of(AnabranchConfig.of());
    assertEquals(
        CheckpointingMode.EXACTLY_ONCE,
        flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE));
    assertFalse(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL).isZero());
    assertFalse(flink.get(CheckpointingOptions.ENABLE_UNALIGNED));
    assertEquals(Duration.ZERO, flink.get(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT));
    assertFalse(flink.get(PipelineOptions.GENERIC_TYPES));
    assertFalse(flink.get(PipelineOptions.AUTO_GENERATE_UIDS));
    assertTrue(flink.get(PipelineOptions.OBJECT_REUSE));
    assertEquals(KeyGroups.COUNT, flink.get(PipelineOptions.MAX_PARALLELISM));
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap, hashmap", "rocksdb, rocksdb"})
  void theBackendIsOurs(String names) {
    String[] parts = names.split(", ");
    Configuration flink = FlinkSettings.of(AnabranchConfig.of("state.backend=" + parts[0]));
    assertEquals(parts[1], flink.get(StateBackendOptions.STATE_BACKEND));
  }

  @Test
  void aJobThatIsSlowToCheckpointDoesOtherThingsBetweenTwo() {
    assertEquals(Duration.ofSeconds(7), pause("job.checkpoint-interval=7s"));
    assertEquals(
        Duration.ofSeconds(2),
        pause("job.checkpoint-interval=7s", "flink.execution.checkpointing.min-pause=2s"));
  }

  private static Duration pause(String... options) {
    return FlinkSettings.of(AnabranchConfig.of(options))
        .get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS);
  }

  @Test
  void otherOptionsOfFlinkPassThrough() {
    Configuration flink = FlinkSettings.of(AnabranchConfig.of("flink.akka.ask.timeout=7s"));
    assertEquals("7s", flink.toMap().get("akka.ask.timeout"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execution.checkpointing.unaligned.enabled=true",
        "execution.checkpointing.mode=AT_LEAST_ONCE",
        "execution.checkpointing.aligned-checkpoint-timeout=1s",
        "pipeline.generic-types=true",
        "pipeline.max-parallelism=64",
        "execution.runtime-mode=BATCH",
      })
  void unsafeOptionsAreRefused(String option) {
    assertThrows(ConfigException.class, () -> AnabranchConfig.of("flink." + option));
  }
}
