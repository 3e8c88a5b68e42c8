// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelAnnouncer;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.StatusCodec;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells the live job to go over to another model, and reads what it says of that. */
public final class Promotions {

  private final AnabranchConfig config;
  private final StatusCodec codec = new StatusCodec();
  private final TopicReader reader;

  public Promotions(AnabranchConfig config) {
    this.config = config;
    this.reader =
        new TopicReader(
            config.kafka().bootstrapServers(), Isolation.READ_COMMITTED, config.kafka().timeout());
  }

  /**
   * Announces a model and waits until it serves or is refused.
   *
   * @param progress hears what the job says on the way
   * @param alive asked while waiting; false ends it
   * @return the last word; empty when none came in time, which is so when no job runs
   */
  public Optional<ModelStatus> promote(
      ModelAnnouncement announcement,
      Duration patience,
      Consumer<ModelStatus> progress,
      BooleanSupplier alive) {
    long[] ends = reader.ends(config.topics().status());
    announce(announcement);
    return await(
        ends,
        status -> {
          if (!isOf(announcement, status)) {
            return false;
          }
          progress.accept(status);
          return status.state() != ModelStatus.State.LOADING;
        },
        patience,
        alive);
  }

  private static boolean isOf(ModelAnnouncement announcement, ModelStatus status) {
    return status.name().equals(announcement.name()) && status.version() == announcement.version();
  }

  /** Waits for something that the job says of a model, or has said at any time. */
  public Optional<ModelStatus> await(
      Predicate<ModelStatus> wanted, Duration patience, BooleanSupplier alive) {
    return await(new long[reader.ends(config.topics().status()).length], wanted, patience, alive);
  }

  /** Announces a model. */
  public void announce(ModelAnnouncement announcement) {
    new ModelAnnouncer(
            config.kafka().bootstrapServers(), config.topics().models(), config.kafka().timeout())
        .announce(announcement);
  }

  private Optional<ModelStatus> await(
      long[] from, Predicate<ModelStatus> wanted, Duration patience, BooleanSupplier alive) {
    AtomicReference<ModelStatus> found = new AtomicReference<>();
    long deadline = System.nanoTime() + patience.toNanos();
    reader.follow(
        config.topics().status(),
        from,
        () -> found.get() == null && System.nanoTime() < deadline && alive.getAsBoolean(),
        record -> decode(record).filter(wanted).ifPresent(found::set));
    return Optional.ofNullable(found.get());
  }

  private Optional<ModelStatus> decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return codec.decodeModel(record.value());
    } catch (BadRecordException e) {
      throw new IllegalStateException(
          "no status at %s-%d@%d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
    }
  }
}
