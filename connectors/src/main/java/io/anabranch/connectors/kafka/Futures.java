// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for what a producer was given. */
final class Futures {

  private Futures() {}

  static void awaitAll(List<Future<RecordMetadata>> answers, String what) {
    for (Future<RecordMetadata> answer : answers) {
      try {
        answer.get();
      } catch (ExecutionException e) {
        throw new KafkaException(what + " could not be written", e.getCause());
      } catch (InterruptedException e) {
        throw new InterruptException(e); // sets the interrupt flag again
      }
    }
  }
}
