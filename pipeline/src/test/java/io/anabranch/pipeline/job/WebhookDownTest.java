// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.kafka.GroupReader;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.webhook.AlertForwarder;
import io.anabranch.pipeline.webhook.Backoff;
import io.anabranch.pipeline.webhook.Webhook;
import io.anabranch.pipeline.webhook.WebhookServer;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A webhook that is down, behind the live job: no embedding waits for it, and no alert is lost. */
class WebhookDownTest extends BrokerTest {

  private static final SageModel MODEL = Pipeline.model(8, 8, 8);

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void embeddingsGoOnWhileItIsDownAndAllAlertsArriveWhenItIsUp() throws Exception {
    Pipeline pipeline =
        pipeline(
            "webhook-down",
            MODEL,
            "job.parallelism=2",
            "alerts.rules[0].name=jumps",
            "alerts.rules[0].metric=embedding-jump",
            "alerts.rules[0].threshold=0",
            "alerts.rules[0].window=10s");
    List<GraphEvent> events = Pipeline.payments(5, 200, 2_000);
    AtomicBoolean up = new AtomicBoolean();
    AtomicBoolean stop = new AtomicBoolean();
    try (WebhookServer server = new WebhookServer(post -> up.get() ? 200 : 503);
        EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(pipeline.config))) {
      JobID job = cluster.submit(EmbeddingJob.of(pipeline.config, MODEL), null);
      pipeline.watch(cluster, job);
      pipeline.send(events.subList(0, 1_000));
      CompletableFuture<Long> forwarding =
          CompletableFuture.supplyAsync(() -> forward(pipeline, server, stop));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                assertFalse(forwarding.isDone(), forwarding::toString);
                return server.answers().size() >= 2;
              });

      pipeline.send(events.subList(1_000, events.size()));
      assertTrue(pipeline.verify().isExact(), "every embedding, while the webhook is down");
      await().atMost(Duration.ofSeconds(60)).until(() -> keys(pipeline).size() > 100);
      assertEquals(List.of(), server.accepted());
      assertTrue(server.answers().stream().allMatch(status -> status == 503));

      up.set(true);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertEquals(keys(pipeline), delivered(server)));
      stop.set(true);
      assertTrue(forwarding.get(30, TimeUnit.SECONDS) >= keys(pipeline).size());
      cluster.cancel(job);
    }
  }

  private static long forward(Pipeline pipeline, WebhookServer server, AtomicBoolean stop) {
    try (GroupReader reader =
        new GroupReader(
            broker.bootstrapServers(), "webhook-down", pipeline.config.topics().alerts(), 64)) {
      return new AlertForwarder(
              new Webhook(server.uri(), Duration.ofSeconds(5)),
              new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)),
              said -> {})
          .run(reader, () -> !stop.get());
    }
  }

  private static Set<String> keys(Pipeline pipeline) {
    Set<String> keys = new TreeSet<>();
    new TopicReader(broker.bootstrapServers(), Isolation.READ_COMMITTED, Duration.ofSeconds(30))
        .read(
            pipeline.config.topics().alerts(),
            record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
    return keys;
  }

  private static Set<String> delivered(WebhookServer server) {
    Set<String> keys = new TreeSet<>();
    for (String body : server.accepted()) {
      try {
        for (JsonNode alert : new ObjectMapper().readTree(body)) {
          keys.add(alert.path("labels").path("key").asText());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return keys;
  }
}
