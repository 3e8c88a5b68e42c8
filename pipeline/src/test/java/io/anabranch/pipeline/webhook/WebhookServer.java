// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

/** Stands in for Alertmanager: answers as told, and keeps what it accepted. */
public final class WebhookServer implements AutoCloseable {

  final List<String> accepted = new CopyOnWriteArrayList<>();
  final List<Integer> answers = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final IntUnaryOperator statusOf;

  /**
   * @param statusOf what the posts are answered, counted from 0
   */
  public WebhookServer(IntUnaryOperator statusOf) throws IOException {
    this.statusOf = statusOf;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v2/alerts", this::answer);
    server.start();
  }

  /** What it accepted. */
  public List<String> accepted() {
    return List.copyOf(accepted);
  }

  /** The status of every answer. */
  public List<Integer> answers() {
    return List.copyOf(answers);
  }

  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/api/v2/alerts");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    int status = statusOf.applyAsInt(answers.size());
    answers.add(status);
    if (status == 200) {
      accepted.add(body);
    }
    byte[] text = ("answer " + status).getBytes(UTF_8);
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
