// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.broker;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The broker of a child process. It ends when its standard input does: not later than its parent.
 */
final class BrokerMain {

  private BrokerMain() {}

  /**
   * Runs a broker.
   *
   * @param args the directory and the port
   */
  public static void main(String[] args) throws IOException {
    try (LocalBroker broker = LocalBroker.start(Path.of(args[0]), Integer.parseInt(args[1]))) {
      System.out.println("Kafka broker at " + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // Nothing that comes is meant for the broker.
      }
    }
  }
}
