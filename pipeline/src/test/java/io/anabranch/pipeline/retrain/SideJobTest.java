// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SideJobTest {

  private static final Duration SOON = Duration.ofMillis(1);

  @Test
  void aRoundThatComesToNothingIsSaidAndCounted() throws Exception {
    List<String> said = new ArrayList<>();
    int[] round = {0};

    SideJob.Count count =
        new SideJob(
                new Schedule(SOON, 4),
                () -> {
                  if (round[0]++ % 2 == 0) {
                    throw new NotYetException("no checkpoint " + round[0]);
                  }
                },
                said::add)
            .run();

    assertEquals(new SideJob.Count(2, 2), count);
    assertEquals(
        List.of(
            "round 1 came to nothing (1 so far): no checkpoint 1",
            "round 3 came to nothing (2 so far): no checkpoint 3"),
        said);
  }

  @Test
  void whatElseGoesWrongEndsIt() {
    int[] rounds = {0};
    SideJob job =
        new SideJob(
            Schedule.every(SOON),
            () -> {
              rounds[0]++;
              throw new RetrainException("the registry is read-only");
            },
            message -> {});

    assertThrows(RetrainException.class, job::run);
    assertEquals(1, rounds[0]);
  }

  @Test
  void onceIsOnce() throws Exception {
    assertTrue(Schedule.ONCE.await(0));
    assertEquals(false, Schedule.ONCE.await(1));
  }

  /** Answers of a cluster, by path. */
  private static JobManager cluster(HttpServer server, Map<String, String> answers) {
    server.createContext(
        "/",
        exchange -> {
          String answer = answers.get(exchange.getRequestURI().getPath());
          byte[] bytes =
              (answer == null ? "no such path" : answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return new JobManager(URI.create("http://localhost:" + server.getAddress().getPort() + "/"));
  }

  @Test
  void whatTheClusterSaysIsToldInTheEnd() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    try {
      JobManager cluster =
          cluster(
              server,
              Map.of(
                  "/jobs/overview",
                  """
                  {"jobs":[{"jid":"a1","name":"one","state":"RUNNING"},
                           {"jid":"a2","name":"two","state":"RUNNING"},
                           {"jid":"a3","name":"two","state":"RUNNING"},
                           {"jid":"a4","name":"three","state":"FAILED"}]}
                  """,
                  "/jobs/a1/savepoints",
                  "{\"request-id\":\"r\"}",
                  "/jobs/a1/savepoints/r",
                  """
                  {"status":{"id":"COMPLETED"},
                   "operation":{"failure-cause":{"class":"CheckpointException"}}}
                  """));

      assertEquals("a1", cluster.jobNamed("one"));
      assertTrue(
          assertThrows(RetrainException.class, () -> cluster.jobNamed("two"))
              .getMessage()
              .contains("[a2, a3]: name one by its id"));
      assertTrue(
          assertThrows(NotYetException.class, () -> cluster.jobNamed("three"))
              .getMessage()
              .contains("three (FAILED)"));
      assertTrue(
          assertThrows(
                  NotYetException.class,
                  () -> cluster.savepoint("a1", URI.create("file:///none"), SOON))
              .getMessage()
              .contains("the savepoint failed: CheckpointException"));
      assertTrue(
          assertThrows(
                  RetrainException.class,
                  () -> cluster.savepoint("zz", URI.create("file:///none"), SOON))
              .getMessage()
              .contains("came 404, no such path"));
    } finally {
      server.stop(0);
    }
  }
}
