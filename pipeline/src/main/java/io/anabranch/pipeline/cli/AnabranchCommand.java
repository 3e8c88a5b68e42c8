// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root: what all commands share. */
@Command(
    name = "anabranch",
    description = "Exact incremental graph embeddings, from Kafka to Kafka, on Flink.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "anabranch 0.1.0-SNAPSHOT",
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.BUG,
    subcommands = {
      DemoCommand.class,
      BrokerCommand.class,
      TopicsCommand.class,
      ReplayCommand.class,
      BootstrapCommand.class,
      SnapshotCommand.class,
      RetrainCommand.class,
      RunCommand.class,
      TailCommand.class,
      AlertsCommand.class,
      EvaluationCommand.class,
      ExplainCommand.class,
      ModelCommand.class,
      EmbedCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      VerifyCommand.class,
      SimulateCommand.class,
      DrillCommand.class,
      ConfigCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 fine; 1 a check failed; 2 bad usage, configuration or artifact;",
      "3 something outside is missing, such as the broker; 70 a bug.",
      "",
      "'anabranch COMMAND --help' explains a command by example."
    })
final class AnabranchCommand {

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Shows the log from INFO up, not only warnings.")
  void setVerbose(boolean verbose) {
    if (verbose) {
      Configurator.setRootLevel(Level.INFO);
    }
  }
}
