// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.time.Duration;

/**
 * No broker answers. The message is all there is to say, so there is no stack trace.
 *
 * <p>While it tries, the Kafka client logs a warning for each attempt. A command line that wants
 * the message alone sets the level of {@code org.apache.kafka.clients} to {@code error}.
 */
public final class BrokerUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerUnreachableException(String bootstrapServers, Duration tried, String why) {
    super(
        "no Kafka broker answered at %s within %.1f s (%s)"
            .formatted(bootstrapServers, tried.toMillis() / 1000.0, why),
        null,
        false,
        false);
  }
}
