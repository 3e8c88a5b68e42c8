// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.webhook.Webhook.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookTest {

  static Alert alert(int number) {
    return new Alert(
        "odd/0/v" + number,
        "odd",
        Metric.SURPRISE,
        "v" + number,
        6.5f,
        5f,
        1_767_225_600_000L,
        3,
        List.of(),
        List.of(new EdgeRef("u", "v" + number, "p7", 1_767_225_600_000L)),
        List.of("it is odd"),
        null,
        null);
  }

  /** The shape of Alertmanager's postableAlerts. */
  @Test
  void usageExample() throws Exception {
    try (WebhookServer server = new WebhookServer(post -> 200)) {
      Webhook webhook = new Webhook(server.uri(), Duration.ofSeconds(5));

      assertInstanceOf(Answer.Delivered.class, webhook.post(List.of(alert(1))));

      assertEquals(
          List.of(
              "[{\"labels\":{\"alertname\":\"odd\",\"metric\":\"surprise\",\"subject\":\"v1\","
                  + "\"key\":\"odd/0/v1\"},\"annotations\":{\"summary\":\"odd: surprise of v1 is"
                  + " 6.5, above 5.0\",\"score\":\"6.5\",\"threshold\":\"5.0\","
                  + "\"modelVersion\":\"3\",\"description\":\"it is odd\","
                  + "\"events\":\"u -> v1 #p7\"},\"startsAt\":\"2026-01-01T00:00:00Z\"}]"),
          server.accepted);
    }
  }

  @Test
  void onlyWhatMayGetBetterIsTriedAgain() throws Exception {
    int[] statuses = {500, 503, 408, 429, 400, 404, 401};
    try (WebhookServer server = new WebhookServer(post -> statuses[post])) {
      Webhook webhook = new Webhook(server.uri(), Duration.ofSeconds(5));
      for (int status : statuses) {
        Answer answer = webhook.post(List.of(alert(1)));
        assertEquals(
            status >= 500 || status == 408 || status == 429,
            answer instanceof Answer.NotNow,
            "status " + status);
      }
    }
  }

  @Test
  void nobodyThereIsNotNow() throws Exception {
    URI gone;
    try (WebhookServer server = new WebhookServer(post -> 200)) {
      gone = server.uri();
    }
    Answer answer = new Webhook(gone, Duration.ofSeconds(5)).post(List.of(alert(1)));
    assertTrue(
        assertInstanceOf(Answer.NotNow.class, answer).reason().startsWith(gone + " is not reached"),
        answer::toString);
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String address : new String[] {"alertmanager:9093", "ftp://host/x", "/api"}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Webhook(URI.create(address), Duration.ofSeconds(1)),
          address);
    }
  }

  @Test
  void waitsDoubleUpToTheLongest() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    assertEquals(Duration.ofMillis(100), backoff.after(1));
    assertEquals(Duration.ofMillis(200), backoff.after(2));
    assertEquals(Duration.ofMillis(800), backoff.after(4));
    assertEquals(Duration.ofSeconds(1), backoff.after(5));
    assertEquals(Duration.ofSeconds(1), backoff.after(1_000_000));
    Backoff long1 = new Backoff(Duration.ofDays(1_000), Duration.ofDays(2_000));
    assertEquals(Duration.ofDays(2_000), long1.after(60));
  }
}
