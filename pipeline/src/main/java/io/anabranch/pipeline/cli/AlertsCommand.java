// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.kafka.GroupReader;
import io.anabranch.connectors.kafka.TopicInfo;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.AlertException;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.AnabranchConfig.Kafka;
import io.anabranch.pipeline.webhook.AlertForwarder;
import io.anabranch.pipeline.webhook.Backoff;
import io.anabranch.pipeline.webhook.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the alerts topic, or brings it to a webhook. */
@Command(
    name = "alerts",
    description = {
      "Shows alerts as they come until Ctrl-C, or posts them to a webhook.",
      "A webhook that is down is tried again and again; what has arrived there is committed for the"
          + " consumer group, and another run goes on behind it. The live job is never held up."
    },
    footer = {
      "",
      "All alerts so far and to come, for programs:",
      "  anabranch alerts --from-beginning --json",
      "To Prometheus' Alertmanager:",
      "  anabranch alerts --webhook http://localhost:9093/api/v2/alerts"
    })
final class AlertsCommand implements Callable<Integer> {

  private static final int MOST_AT_ONCE = 64;
  private static final Duration POST_TIMEOUT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "Posts alerts there, in the shape that Alertmanager takes.")
  private URI webhook;

  @Option(
      names = "--group",
      paramLabel = "ID",
      description = "The consumer group of the webhook; default: kafka.group-id and '-webhook'.")
  private String group;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "9223372036854775807",
      description = "Stops after N alerts are shown.")
  private long limit;

  @Option(
      names = "--from-beginning",
      description = "Begins with the oldest alert, not with the next. A webhook always does.")
  private boolean fromBeginning;

  @Option(names = "--json", description = "Alerts as the topic has them, a line each.")
  private boolean json;

  private final AlertCodec codec = new AlertCodec();

  @Override
  public Integer call() {
    AnabranchConfig config = configuration.load();
    ShownRecords records = new ShownRecords(spec.commandLine(), limit);
    if (webhook == null && group != null) {
      throw CommandException.usage("--group: expected with --webhook; came alone");
    }
    return webhook == null ? follow(config, records) : forward(config);
  }

  private int follow(AnabranchConfig config, ShownRecords records) {
    String topic = config.topics().alerts();
    TopicInfo info = RequiredTopics.describe(config.kafka(), List.of(topic)).get(topic);
    return records.follow(
        config.kafka().committed(),
        topic,
        fromBeginning ? info.begins() : info.ends(),
        record -> true,
        this::text);
  }

  private String text(ConsumerRecord<byte[], byte[]> record) throws AlertException {
    Alert alert = codec.decode(record.value());
    return json ? new String(record.value(), UTF_8) : AlertText.of(alert);
  }

  private int forward(AnabranchConfig config) {
    Kafka kafka = config.kafka();
    String topic = config.topics().alerts();
    RequiredTopics.describe(kafka, List.of(topic));
    String member = group == null ? kafka.groupId() + "-webhook" : group;
    AlertForwarder forwarder = new AlertForwarder(webhook(), Backoff.USUAL, this::say);
    try (GroupReader reader =
        new GroupReader(kafka.bootstrapServers(), member, topic, MOST_AT_ONCE)) {
      forwarder.run(reader, () -> !Thread.currentThread().isInterrupted());
    }
    return ExitCode.OK;
  }

  private Webhook webhook() {
    try {
      return new Webhook(webhook, POST_TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--webhook: " + e.getMessage());
    }
  }

  private void say(String message) {
    spec.commandLine().getErr().println("anabranch: " + message);
    spec.commandLine().getErr().flush();
  }
}
