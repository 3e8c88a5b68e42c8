// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import picocli.CommandLine.Command;

/** What can be done with model artifacts. */
@Command(
    name = "model",
    description = "Makes and shows model artifacts.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ModelInitCommand.class, ModelShowCommand.class})
final class ModelCommand {}
