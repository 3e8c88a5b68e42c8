// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterArgumentsTest {

  @TempDir private Path directory;

  @Test
  void theFileAndOptionsOverIt() throws IOException {
    Path file = directory.resolve("my.yaml");
    Files.writeString(file, "job:\n  name: mine\n  parallelism: 5\n");
    for (String[] given :
        new String[][] {
          {"--config", file.toString(), "-D", "job.parallelism=3"},
          {"-Djob.parallelism=3", "-c", file.toString()},
          {file.toString(), "--set", "job.parallelism=3"},
        }) {
      AnabranchConfig config = ClusterArguments.read(given);
      assertEquals("mine", config.job().name());
      assertEquals(3, config.job().parallelism());
    }
  }

  @Test
  void nothingGivenIsTheDefaults() {
    assertEquals(AnabranchConfig.defaults(), ClusterArguments.read());
  }

  @Test
  void wrongArgumentsAreRefusedWithTheUsage() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ClusterArguments.read("--conf", "x"));
    assertTrue(e.getMessage().contains("Usage: anabranch-job"), e::getMessage);
    assertThrows(
        IllegalArgumentException.class,
        () -> ClusterArguments.read("a.yaml", "--config", "b.yaml"));
    assertThrows(ConfigException.class, () -> ClusterArguments.read("--set", "job.nmae=x"));
  }

  @Test
  void withoutAClusterNothingStarts() {
    assertThrows(
        IllegalStateException.class,
        () -> ClusterMain.main(new String[] {"--set", "job.checkpoint-directory=/tmp/x"}));
  }
}
