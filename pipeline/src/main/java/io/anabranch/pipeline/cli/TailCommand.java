// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the embeddings topic. */
@Command(
    name = "tail",
    description = {
      "Shows embeddings as they come, a line each, until Ctrl-C.",
      "A row is vertex, model version, the row's number at this vertex, event time and the first"
          + " values. The last row of a vertex is its embedding; a vertex that is gone has none."
    },
    footer = {
      "",
      "Every row so far of one vertex, complete, as JSON lines:",
      "  anabranch tail --from-beginning --vertex alice --json"
    })
final class TailCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(
      names = "--vertex",
      paramLabel = "ID",
      description = "Only this vertex; may be given several times.")
  private Set<String> vertices = new HashSet<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "9223372036854775807",
      description = "Stops after N rows.")
  private long limit;

  @Option(
      names = "--from-beginning",
      description = "Begins with the oldest row, not with the next.")
  private boolean fromBeginning;

  @Option(names = "--json", description = "Whole rows as JSON lines.")
  private boolean json;

  @Override
  public Integer call() {
    AnabranchConfig config = configuration.load();
    ShownRecords records = new ShownRecords(spec.commandLine(), limit);
    String topic = config.topics().embeddings();
    TopicInfo info = RequiredTopics.describe(config.kafka(), List.of(topic)).get(topic);
    RowPrinter printer = json ? new JsonRows() : new TextRows();
    return records.follow(
        config.kafka().committed(),
        topic,
        fromBeginning ? info.begins() : info.ends(),
        row -> vertices.isEmpty() || vertices.contains(vertex(row)),
        row -> printer.print(vertex(row), row.value()));
  }

  private static String vertex(ConsumerRecord<byte[], byte[]> row) {
    return new String(row.key(), StandardCharsets.UTF_8);
  }
}
