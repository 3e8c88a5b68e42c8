// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.ProbeSender;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.StatusCodec;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Asks the live job to come to rest, and reads its answers on the status topic. */
public final class Probes {

  private final AnabranchConfig config;
  private final StatusCodec codec = new StatusCodec();

  public Probes(AnabranchConfig config) {
    this.config = config;
  }

  /** The last probe that the job has answered. */
  public Optional<ProbeStatus> last() {
    AtomicReference<ProbeStatus> last = new AtomicReference<>();
    reader().read(config.topics().status(), record -> decode(record).ifPresent(last::set));
    return Optional.ofNullable(last.get());
  }

  /**
   * Sends a probe and waits for the answer.
   *
   * @param timestamp event time of the probe; it moves no clock
   * @param alive asked while waiting; false ends it
   * @return the answer; empty when none came in time, which is so when no job runs
   */
  public Optional<ProbeStatus> request(long timestamp, Duration patience, BooleanSupplier alive) {
    long[] ends = reader().ends(config.topics().status());
    ProbeSender sender =
        new ProbeSender(
            config.kafka().bootstrapServers(),
            config.topics().names(),
            config.events().newCodec(0), // a probe holds no features
            config.kafka().timeout());
    String probe = sender.send(timestamp);
    return await(ends, patience, alive, status -> status.probe().equals(probe));
  }

  private Optional<ProbeStatus> await(
      long[] from, Duration patience, BooleanSupplier alive, Predicate<ProbeStatus> wanted) {
    AtomicReference<ProbeStatus> answer = new AtomicReference<>();
    long deadline = System.nanoTime() + patience.toNanos();
    reader()
        .follow(
            config.topics().status(),
            from,
            () -> answer.get() == null && System.nanoTime() < deadline && alive.getAsBoolean(),
            record -> decode(record).filter(wanted).ifPresent(answer::set));
    return Optional.ofNullable(answer.get());
  }

  private Optional<ProbeStatus> decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return codec.decodeProbe(record.value());
    } catch (BadRecordException e) {
      throw new IllegalStateException(
          "no status at %s-%d@%d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
    }
  }

  private TopicReader reader() {
    return new TopicReader(
        config.kafka().bootstrapServers(), Isolation.READ_COMMITTED, config.kafka().timeout());
  }
}
