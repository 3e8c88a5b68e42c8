// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.connectors.broker.BrokerProcess;
import java.nio.file.Path;

/** A broker in a process of its own, which comes back on the same directory and port. */
final class Broker implements AutoCloseable {

  private final Path directory;
  private BrokerProcess process;

  Broker(Path directory) {
    this.directory = directory;
    this.process = BrokerProcess.start(directory, 0);
  }

  String bootstrapServers() {
    return process.bootstrapServers();
  }

  void killAndStart() {
    int port = process.port();
    process.kill();
    process = BrokerProcess.start(directory, port);
    if (process.port() != port) {
      throw new IllegalStateException("port %d was taken by somebody else".formatted(port));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
