// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

import io.anabranch.connectors.kafka.GroupReader;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.AlertException;
import io.anabranch.pipeline.webhook.Webhook.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Posts what comes on the alerts topic to a webhook, in order, and again until it has arrived. What
 * has arrived is committed for the consumer group; so another run goes on there, and an alert may
 * come twice but never not at all.
 */
public final class AlertForwarder {

  private final Webhook webhook;
  private final Backoff backoff;
  private final Consumer<String> log;
  private final AlertCodec codec = new AlertCodec();
  private int failures;
  private long delivered;

  /**
   * @param log is told of failures, and of the end of them
   */
  public AlertForwarder(Webhook webhook, Backoff backoff, Consumer<String> log) {
    this.webhook = webhook;
    this.backoff = backoff;
    this.log = log;
  }

  /**
   * Forwards for as long as wanted.
   *
   * @param goOn asked several times a second
   * @return how many alerts were delivered
   * @throws WebhookException when the webhook refuses them for good
   */
  public long run(GroupReader reader, BooleanSupplier goOn) {
    reader.follow(goOn, this::deliver);
    return delivered;
  }

  /** Nothing when they have arrived; otherwise how long to wait. */
  private Optional<Duration> deliver(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Alert> alerts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      alerts.add(decode(record));
    }
    Answer answer = post(alerts);
    if (answer instanceof Answer.Refused refused) {
      throw new WebhookException(refused.reason());
    }
    if (answer instanceof Answer.NotNow notNow) {
      Duration wait = backoff.after(++failures);
      log.accept("%s; again in %d ms".formatted(notNow.reason(), wait.toMillis()));
      return Optional.of(wait);
    }
    if (failures > 0) {
      log.accept("delivered after %d failures".formatted(failures));
    }
    failures = 0;
    delivered += alerts.size();
    return Optional.empty();
  }

  private Answer post(List<Alert> alerts) {
    try {
      return webhook.post(alerts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.NotNow("interrupted");
    }
  }

  private Alert decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return codec.decode(record.value());
    } catch (AlertException e) {
      throw new WebhookException(
          "%s, partition %d, offset %d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
    }
  }
}
