// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cluster;

import io.anabranch.pipeline.config.AnabranchConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command line of the job jar, which is that of {@code anabranch run}. */
@Command(name = "anabranch-job")
final class ClusterArguments {

  /** Flink's own program of application mode takes {@code --config} for its {@code --configDir}. */
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The configuration; the same as --config FILE.")
  private Path file;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration. Without it: defaults.")
  private Path config;

  @Option(
      names = {"-D", "--set"},
      paramLabel = "OPTION=VALUE",
      description = "Sets one option over the file, such as kafka.bootstrap-servers=host:9092.")
  private List<String> overrides = new ArrayList<>();

  private ClusterArguments() {}

  /**
   * Reads the configuration that the arguments name.
   *
   * @throws IllegalArgumentException if the arguments are not usable, with the usage
   * @throws io.anabranch.pipeline.config.ConfigException if the configuration is not
   */
  static AnabranchConfig read(String... args) {
    ClusterArguments arguments = new ClusterArguments();
    CommandLine line = new CommandLine(arguments);
    try {
      line.parseArgs(args);
    } catch (ParameterException e) {
      throw new IllegalArgumentException(e.getMessage() + "\n" + line.getUsageMessage(), e);
    }
    return arguments.load();
  }

  private AnabranchConfig load() {
    if (file != null && config != null) {
      throw new IllegalArgumentException(
          "expected one configuration, came " + file + " and " + config);
    }
    Path from = file != null ? file : config;
    return from != null
        ? AnabranchConfig.load(from, overrides)
        : AnabranchConfig.of(overrides.toArray(String[]::new));
  }
}
