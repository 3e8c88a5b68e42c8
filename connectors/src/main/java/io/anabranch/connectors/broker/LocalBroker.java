// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this JVM, on the loopback interface, its own controller. Its data lie in a
 * directory and survive a restart on it.
 *
 * <pre>{@code
 * try (LocalBroker broker = LocalBroker.start(directory, 0)) {
 *   ... broker.bootstrapServers() ...
 * }
 * }</pre>
 *
 * <p>Kafka logs freely at level {@code info}: set the loggers {@code kafka}, {@code
 * org.apache.kafka} and {@code state.change.logger} to {@code error} for quiet.
 */
public final class LocalBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalBroker.class);

  private final DirectoryLock lock;
  private final KafkaRaftServer server;
  private final int port;

  private LocalBroker(DirectoryLock lock, KafkaRaftServer server, int port) {
    this.lock = lock;
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker and returns once it serves.
   *
   * @param directory for its data; created and formatted if need be
   * @param wantedPort 0 for any; if it is taken, the next free one is used: ask {@link #port()}
   * @throws IllegalStateException if it cannot start, say because another broker uses the directory
   */
  public static LocalBroker start(Path directory, int wantedPort) {
    int port = Ports.freeFrom(wantedPort);
    try {
      LocalBroker broker = open(directory, port);
      broker.startup();
      LOG.info("Kafka broker on port {}, data in {}", port, directory);
      return broker;
    } catch (Exception e) {
      throw new IllegalStateException(
          "the broker could not start on %s, port %d: %s"
              .formatted(directory, port, e.getMessage()),
          e);
    }
  }

  private static LocalBroker open(Path directory, int port) throws Exception {
    DirectoryLock lock = DirectoryLock.acquire(directory);
    try {
      return new LocalBroker(lock, newServer(directory, port), port);
    } catch (Exception e) {
      lock.close();
      throw e;
    }
  }

  private static KafkaRaftServer newServer(Path directory, int port) throws Exception {
    Path logs = directory.toAbsolutePath().resolve("kafka");
    format(logs);
    Map<String, String> settings = BrokerSettings.of(logs, port, Ports.any());
    return new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
  }

  private void startup() {
    try {
      server.startup();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Formats the directory unless it has been before. */
  private static void format(Path logs) throws Exception {
    Files.createDirectories(logs);
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(BrokerSettings.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER)
        .addDirectory(logs.toString())
        .setMetadataLogDirectory(logs.toString())
        .run();
  }

  public int port() {
    return port;
  }

  public String bootstrapServers() {
    return Ports.HOST + ":" + port;
  }

  /** Shuts down cleanly, which takes about a second. */
  @Override
  public void close() {
    try (lock) {
      server.shutdown();
      server.awaitShutdown();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock of the directory could not be released", e);
    }
  }
}
