// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

import io.anabranch.pipeline.alert.Alert;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Where alerts are posted. */
public final class Webhook {

  private static final int MOST_SHOWN = 200;

  /** What became of a post. */
  public sealed interface Answer {
    /** They arrived. */
    record Delivered() implements Answer {}

    /** They did not, and may the next time. */
    record NotNow(String reason) implements Answer {}

    /** They did not, and will not: somebody must look. */
    record Refused(String reason) implements Answer {}
  }

  private final URI uri;
  private final Duration timeout;
  private final HttpClient client;
  private final AlertmanagerFormat format = new AlertmanagerFormat();

  /**
   * @param uri such as {@code http://alertmanager:9093/api/v2/alerts}
   * @param timeout of a post
   * @throws IllegalArgumentException when it is no HTTP address
   */
  public Webhook(URI uri, Duration timeout) {
    if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "expected an address http://... or https://...; came " + uri);
    }
    this.uri = uri;
    this.timeout = timeout;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /** Posts alerts, all in one. */
  public Answer post(List<Alert> alerts) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(format.encode(alerts)))
            .build();
    try {
      return judge(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return new Answer.NotNow(uri + " is not reached: " + e);
    }
  }

  private Answer judge(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Answer.Delivered();
    }
    String body = response.body();
    String reason =
        "%s answers %d: %s"
            .formatted(uri, status, body.substring(0, Math.min(MOST_SHOWN, body.length())));
    return status >= 500 || status == 408 || status == 429
        ? new Answer.NotNow(reason)
        : new Answer.Refused(reason);
  }
}
