// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execution.checkpointing.unaligned.enabled=true",
        "execution.checkpointing.unaligned=true",
        "execution.checkpointing.unaligned.enabled=perhaps",
        "execution.checkpointing.unaligned.forced=true",
        "execution.checkpointing.aligned-checkpoint-timeout=1s",
        "execution.checkpointing.mode=AT_LEAST_ONCE",
        "pipeline.generic-types=true",
        "pipeline.auto-generate-uids=true",
        "pipeline.object-reuse=false",
        "pipeline.max-parallelism=64",
        "execution.runtime-mode=BATCH",
      })
  void unsafeOptionsAreRefused(String option) {
    List<Fault> faults = faults("flink." + option);

    assertEquals(1, faults.size());
    assertEquals("flink." + option.substring(0, option.indexOf('=')), faults.get(0).option());
    assertEquals("command line", faults.get(0).where());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execution.checkpointing.unaligned.enabled=false",
        "execution.checkpointing.aligned-checkpoint-timeout=0ms",
        "execution.checkpointing.mode=EXACTLY_ONCE",
        "pipeline.max-parallelism=128",
        "taskmanager.numberOfTaskSlots=4",
      })
  void safeOptionsPass(String option) {
    int equals = option.indexOf('=');
    assertEquals(
        option.substring(equals + 1),
        AnabranchConfig.of("flink." + option).flink().get(option.substring(0, equals)));
  }

  @ParameterizedTest
  @CsvSource({
    "parallelism.default, job.parallelism",
    "pipeline.name, job.name",
    "execution.checkpointing.interval, job.checkpoint-interval",
    "execution.checkpointing.interval-during-backlog, model.sweep-checkpoint-interval",
    "state.checkpoints.dir, job.checkpoint-directory",
    "state.checkpoints.num-retained, job.checkpoints-retained",
    "restart-strategy.type, job.restart-attempts",
    "restart-strategy.fixed-delay.attempts, job.restart-attempts",
    "rest.port, job.web-port",
    "state.backend.type, state.backend",
    "execution.buffer-timeout.interval, job.buffer-timeout",
  })
  void whatIsOursIsSetOnce(String flink, String ours) {
    List<Fault> faults = faults("flink." + flink + "=7");

    assertTrue(
        faults.stream()
            .allMatch(
                fault ->
                    fault.option().equals("flink." + flink)
                        && fault.expected().equals(ours + " instead")),
        faults::toString);
  }

  private static List<Fault> faults(String override) {
    return assertThrows(ConfigException.class, () -> AnabranchConfig.of(override)).faults();
  }
}
