// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.config.AnabranchConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a command's configuration comes from. */
final class ConfigMixin {

  private static final Path DEFAULT_FILE = Path.of("anabranch.yaml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "The configuration. Without it: anabranch.yaml here if there is one, or defaults.")
  private Path file;

  @Option(
      names = {"-D", "--set"},
      paramLabel = "OPTION=VALUE",
      description = "Sets one option over the file, such as kafka.bootstrap-servers=host:9092.")
  private List<String> overrides = new ArrayList<>();

  AnabranchConfig load() {
    FileSystems.initialize(System.getenv());
    if (file != null || Files.exists(DEFAULT_FILE)) {
      return AnabranchConfig.load(file != null ? file : DEFAULT_FILE, overrides);
    }
    return AnabranchConfig.of(overrides.toArray(String[]::new));
  }
}
