// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.JobTopics;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates what is missing. */
@Command(
    name = "create",
    description = {
      "Creates the topics that are not there yet; those that are stay as they are.",
      "The embeddings topic is compacted. topics.partitions says how many partitions each gets,"
          + " questions, dead letters and the evaluation have one."
    },
    footer = {"", "Example:", "  anabranch topics create -D topics.partitions=8"})
final class TopicsCreateCommand implements Callable<Integer> {

  private static final int LARGEST_REPLICATION = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(
      names = "--replication",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Replicas of each partition; without it: the broker's default.")
  private int replication;

  @Override
  public Integer call() {
    AnabranchConfig config = configuration.load();
    if (replication != -1 && (replication < 1 || replication > LARGEST_REPLICATION)) {
      throw CommandException.usage(
          "--replication: expected 1 to %d; came %d".formatted(LARGEST_REPLICATION, replication));
    }
    report(config, JobTopics.create(config, (short) replication));
    return ExitCode.OK;
  }

  private void report(AnabranchConfig config, Set<String> created) {
    PrintWriter out = spec.commandLine().getOut();
    for (String name : config.topicNames()) {
      out.println((created.contains(name) ? "created  " : "there    ") + name);
    }
  }
}
