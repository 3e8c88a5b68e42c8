// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.evaluation.EvaluationCodec;
import io.anabranch.pipeline.evaluation.EvaluationTable;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the evaluation topic. */
@Command(
    name = "evaluation",
    description = {
      "Shows how well the stream is told beforehand, period by period, until Ctrl-C.",
      "The job says so with evaluation.enabled: it ranks each edge that arrives, or one in so many,"
          + " against others, before it learns it. Begins with the newest period that there is."
    },
    footer = {
      "",
      "The newest period, and no more:",
      "  anabranch evaluation --limit 1",
      "All periods so far and to come, for programs:",
      "  anabranch evaluation --from-beginning --json"
    })
final class EvaluationCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "9223372036854775807",
      description = "Stops after N periods.")
  private long limit;

  @Option(names = "--from-beginning", description = "Begins with the oldest period.")
  private boolean fromBeginning;

  @Option(names = "--json", description = "Records as the topic has them, a line each.")
  private boolean json;

  private final EvaluationCodec codec = new EvaluationCodec();

  @Override
  public Integer call() {
    AnabranchConfig config = configuration.load();
    ShownRecords records = new ShownRecords(spec.commandLine(), limit);
    String topic = config.topics().evaluation();
    TopicInfo info = RequiredTopics.describe(config.kafka(), List.of(topic)).get(topic);
    TopicReader reader = config.kafka().committed();
    return records.follow(reader, topic, begins(reader, info), record -> true, this::text);
  }

  /** The newest record is looked for: with transactions the last offset is none of a record. */
  private long[] begins(TopicReader reader, TopicInfo info) {
    long[] begins = info.begins().clone();
    if (!fromBeginning) {
      reader.read(info.name(), record -> begins[record.partition()] = record.offset());
    }
    return begins;
  }

  private String text(ConsumerRecord<byte[], byte[]> record) throws BadRecordException {
    String table = EvaluationTable.of(codec.decode(record.value()));
    return json ? new String(record.value(), UTF_8) : table;
  }
}
