// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.broker;

import io.anabranch.connectors.kafka.BrokerUnreachableException;
import io.anabranch.connectors.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A broker in a child JVM with this JVM's class path, so that a drill can kill it and start it
 * again on the same directory and port. What it prints goes to {@code broker.log} in the directory.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);

  private final Path directory;
  private final int port;
  private final Process process;

  private BrokerProcess(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a broker and returns once it answers.
   *
   * @param wantedPort as in {@link LocalBroker#start}
   * @throws IllegalStateException if it does not start; its log is named
   */
  public static BrokerProcess start(Path directory, int wantedPort) {
    int port = Ports.freeFrom(wantedPort);
    BrokerProcess broker = new BrokerProcess(directory, port, launch(directory, port));
    broker.awaitAnswer();
    return broker;
  }

  private static Process launch(Path directory, int port) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerMain.class.getName(),
            directory.toAbsolutePath().toString(),
            Integer.toString(port));
    try {
      Files.createDirectories(directory);
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory).toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("the broker's process could not be started", e);
    }
  }

  private static Path log(Path directory) {
    return directory.resolve("broker.log");
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String what = process.isAlive() ? "does not answer" : "has ended";
        process.destroyForcibly();
        throw new IllegalStateException(
            "the broker's process on port %d %s, see %s".formatted(port, what, log(directory)));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean answers() {
    if (!Ports.answers(port)) {
      return false;
    }
    try (Topics topics = Topics.connect(bootstrapServers(), ASK_TIMEOUT)) {
      topics.list();
      return true;
    } catch (BrokerUnreachableException e) {
      return false; // it listens, but does not serve yet
    }
  }

  public int port() {
    return port;
  }

  public String bootstrapServers() {
    return Ports.HOST + ":" + port;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as kill -9 does, and returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Lets it shut down cleanly; kills it if it takes too long. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private void awaitEnd() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
