// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at the topics. */
@Command(
    name = "list",
    description = {
      "Lists the topics of the pipeline: partitions, and offsets between begin and end.",
      "Compaction and transactions leave gaps, so there may be fewer records than offsets."
    },
    footer = {"", "Example:", "  anabranch topics list"})
final class TopicsListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(names = "--all", description = "Every topic of the broker, not only the pipeline's.")
  private boolean all;

  @Override
  public Integer call() {
    AnabranchConfig config = configuration.load();
    try (Topics topics =
        Topics.connect(config.kafka().bootstrapServers(), config.kafka().timeout())) {
      Set<String> present = topics.list();
      List<String> wanted = all ? List.copyOf(present) : config.requiredTopics();
      report(wanted, topics.describe(wanted.stream().filter(present::contains).toList()));
    }
    return ExitCode.OK;
  }

  private void report(List<String> wanted, Map<String, TopicInfo> infos) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("%-32s %10s %12s".formatted("topic", "partitions", "offsets"));
    for (String name : wanted) {
      TopicInfo info = infos.get(name);
      out.println(
          info == null
              ? "%-32s %10s".formatted(name, "missing")
              : "%-32s %10d %12d".formatted(name, info.partitions(), info.size()));
    }
  }
}
