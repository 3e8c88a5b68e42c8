// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Free ports of the loopback interface. */
final class Ports {

  /** Where all our brokers listen. Nobody outside this machine reaches it. */
  static final String HOST = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(Ports.class);
  private static final int TRIES = 100;

  private Ports() {}

  /** Any free port. */
  static int any() {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port", e);
    }
  }

  /** The port wanted, or the next free one above it, which is logged; any for 0. */
  static int freeFrom(int wanted) {
    if (wanted == 0) {
      return any();
    }
    for (int port = wanted; port < wanted + TRIES && port <= 0xffff; port++) {
      if (isFree(port)) {
        if (port != wanted) {
          LOG.warn("Port {} is taken, the broker listens on {} instead", wanted, port);
        }
        return port;
      }
    }
    throw new IllegalStateException(
        "port %d and the %d after it are taken".formatted(wanted, TRIES - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, loopback())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether somebody listens. */
  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
