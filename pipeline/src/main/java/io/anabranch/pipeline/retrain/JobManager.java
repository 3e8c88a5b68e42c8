// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Flink cluster's REST interface, as far as it takes to have a savepoint of a running job.
 *
 * @param address such as {@code http://localhost:8081}
 */
public record JobManager(URI address) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * The id of the running job of that name.
   *
   * @throws NotYetException when none runs, or the cluster does not answer
   * @throws RetrainException when several do
   */
  public String jobNamed(String name) throws IOException {
    List<String> running = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      String described = "%s (%s)".formatted(job.path("name").asText(), job.path("state").asText());
      boolean wanted =
          job.path("name").asText().equals(name) && job.path("state").asText().equals("RUNNING");
      (wanted ? running : others).add(wanted ? job.path("jid").asText() : described);
    }
    if (running.isEmpty()) {
      throw new NotYetException(
          "%s: expected a running job '%s'; there are %s".formatted(address, name, others));
    }
    if (running.size() > 1) {
      throw new RetrainException(
          "%s: expected one running job '%s'; there are %s: name one by its id"
              .formatted(address, name, running));
    }
    return running.get(0);
  }

  /**
   * Triggers a native savepoint, which the job goes on after, and waits until it is there.
   *
   * @param directory on a file system that the cluster sees; the savepoint becomes one in it
   * @return where it is
   */
  public URI savepoint(String job, URI directory, Duration patience) throws IOException {
    String body =
        JSON.createObjectNode()
            .put("target-directory", directory.toString())
            .put("cancel-job", false)
            .put("formatType", "NATIVE")
            .toString();
    String path = "/jobs/" + job + "/savepoints";
    JsonNode trigger = send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    String id = trigger.path("request-id").asText();
    for (long left = patience.dividedBy(PAUSE); left >= 0; left--) {
      JsonNode answer = get(path + "/" + id);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        return location(answer.path("operation"));
      }
      pause();
    }
    throw new NotYetException("%s: no savepoint of %s within %s".formatted(address, job, patience));
  }

  /**
   * The configuration that the JobManager runs with.
   *
   * @throws NotYetException when the cluster does not answer
   */
  public Map<String, String> configuration() throws IOException {
    Map<String, String> configuration = new TreeMap<>();
    for (JsonNode option : get("/jobmanager/config")) {
      configuration.put(option.path("key").asText(), option.path("value").asText());
    }
    return configuration;
  }

  private URI location(JsonNode operation) throws NotYetException {
    if (operation.hasNonNull("location")) {
      return URI.create(operation.path("location").asText());
    }
    throw new NotYetException(
        "%s: the savepoint failed: %s"
            .formatted(address, operation.path("failure-cause").path("class").asText()));
  }

  private JsonNode get(String path) throws IOException {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    String base = address.toString();
    return HttpRequest.newBuilder(
            URI.create(
                base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json");
  }

  private JsonNode send(HttpRequest request) throws IOException {
    HttpResponse<String> response;
    try {
      response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new NotYetException("%s: the cluster does not answer: %s".formatted(address, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetrainException("%s: told to end while waiting".formatted(address), e);
    }
    if (response.statusCode() / 100 != 2) {
      throw new RetrainException(
          "%s: expected an answer to %s; came %d, %s"
              .formatted(address, request.uri(), response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }

  private void pause() throws RetrainException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetrainException("%s: told to end while waiting".formatted(address), e);
    }
  }
}
