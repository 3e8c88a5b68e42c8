// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.config.ConfigDocs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options, as the documents show them. Hidden: it serves those who write the documents. */
@Command(
    name = "config",
    hidden = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows the options.")
final class ConfigCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "docs",
      description = "Prints a complete anabranch.yaml, and the README's table of options.",
      footer = {"", "Example:", "  anabranch config docs --yaml > anabranch.yaml"})
  int docs(
      @Option(names = "--yaml", description = "Only anabranch.yaml.") boolean yaml,
      @Option(names = "--table", description = "Only the table.") boolean table) {
    if (yaml || !table) {
      spec.commandLine().getOut().print(ConfigDocs.yaml());
    }
    if (table || !yaml) {
      spec.commandLine().getOut().print(ConfigDocs.table());
    }
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
