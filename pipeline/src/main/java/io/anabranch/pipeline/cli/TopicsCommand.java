// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import picocli.CommandLine.Command;

/** What can be done with the topics. */
@Command(
    name = "topics",
    description = "Creates and lists the topics of the pipeline.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TopicsCreateCommand.class, TopicsListCommand.class})
final class TopicsCommand {}
