// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import picocli.CommandLine.Command;

/** What can be done with model artifacts. */
@Command(
    name = "model",
    description = "Makes, imports, lists, shows and promotes model artifacts.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelInitCommand.class,
      ModelImportCommand.class,
      ModelListCommand.class,
      ModelShowCommand.class,
      ModelPromoteCommand.class,
      ModelRollbackCommand.class
    })
final class ModelCommand {}
