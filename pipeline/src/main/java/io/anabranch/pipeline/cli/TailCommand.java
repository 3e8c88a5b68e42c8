// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.AnabranchConfig.Kafka;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
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

  private long shown;
  private boolean damaged;

  @Override
  public Integer call() {
    AnabranchConfig config = configuration.load();
    if (limit < 1) {
      throw CommandException.usage("--limit: expected 1 or more; came " + limit);
    }
    Kafka kafka = config.kafka();
    String topic = config.topics().embeddings();
    TopicReader reader =
        new TopicReader(kafka.bootstrapServers(), Isolation.READ_COMMITTED, kafka.timeout());
    RowPrinter printer = json ? new JsonRows() : new TextRows();
    reader.follow(topic, begins(kafka, topic), () -> shown < limit, row -> show(row, printer));
    return damaged ? ExitCode.CHECK_FAILED : ExitCode.OK;
  }

  private long[] begins(Kafka kafka, String topic) {
    try (Topics topics = Topics.connect(kafka.bootstrapServers(), kafka.timeout())) {
      TopicInfo info = topics.describe(topic);
      return fromBeginning ? info.begins() : info.ends();
    }
  }

  private void show(ConsumerRecord<byte[], byte[]> row, RowPrinter printer) {
    String vertex = new String(row.key(), StandardCharsets.UTF_8);
    if (shown >= limit || !(vertices.isEmpty() || vertices.contains(vertex))) {
      return;
    }
    shown++;
    try {
      spec.commandLine().getOut().println(printer.print(vertex, row.value()));
    } catch (BadRecordException e) {
      damaged = true;
      spec.commandLine()
          .getErr()
          .println(
              "anabranch: %s, partition %d, offset %d: %s"
                  .formatted(row.topic(), row.partition(), row.offset(), e.getMessage()));
    }
  }
}
