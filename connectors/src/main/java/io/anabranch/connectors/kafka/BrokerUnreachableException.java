// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;

/**
 * No broker answers. The message is all there is to say, so there is no stack trace.
 *
 * <p>While it tries, the Kafka client logs a warning for each attempt. A command line that wants
 * the message alone sets the level of {@code org.apache.kafka.clients} to {@code error}.
 */
public final class BrokerUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Nobody answered in time. */
  BrokerUnreachableException(String bootstrapServers, Duration tried) {
    this(
        "no Kafka broker answered at %s within %.1f s"
            .formatted(bootstrapServers, tried.toMillis() / 1000.0));
  }

  /** The address is of no use, say because it cannot be resolved. */
  static BrokerUnreachableException because(String bootstrapServers, KafkaException refused) {
    Throwable why = refused.getCause() == null ? refused : refused.getCause();
    return new BrokerUnreachableException(
        "no Kafka broker can be reached at %s: %s".formatted(bootstrapServers, why.getMessage()));
  }

  private BrokerUnreachableException(String message) {
    super(message, null, false, false);
  }
}
