// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the live job says of one kind, on the status topic. */
final class StatusTopic<T> {

  /** Reads what is of the kind; nothing when a record tells of something else. */
  interface Decoder<T> {
    Optional<T> decode(byte[] value) throws BadRecordException;
  }

  private final String topic;
  private final TopicReader reader;
  private final Decoder<T> decoder;

  StatusTopic(AnabranchConfig config, Decoder<T> decoder) {
    this.topic = config.topics().status();
    this.reader = config.kafka().committed();
    this.decoder = decoder;
  }

  /** Where the topic ends now. */
  long[] ends() {
    return reader.ends(topic);
  }

  /** Shows all that was said so far. */
  void forEach(Consumer<T> visitor) {
    reader.read(topic, record -> decode(record).ifPresent(visitor));
  }

  /**
   * Waits for something that is said.
   *
   * @param from what was said before is passed over
   * @param alive asked while waiting; false ends it
   * @return what was wanted; empty when it did not come in time
   */
  Optional<T> await(long[] from, Predicate<T> wanted, Duration patience, BooleanSupplier alive) {
    AtomicReference<T> found = new AtomicReference<>();
    long deadline = System.nanoTime() + patience.toNanos();
    reader.follow(
        topic,
        from,
        () -> found.get() == null && System.nanoTime() < deadline && alive.getAsBoolean(),
        record -> decode(record).filter(wanted).ifPresent(found::set));
    return Optional.ofNullable(found.get());
  }

  private Optional<T> decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return decoder.decode(record.value());
    } catch (BadRecordException e) {
      throw new IllegalStateException(
          "no status at %s: %s".formatted(TopicReader.where(record), e.getMessage()));
    }
  }
}
