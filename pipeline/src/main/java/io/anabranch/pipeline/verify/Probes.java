// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.connectors.kafka.ProbeSender;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.StatusCodec;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Asks the live job to come to rest, and reads its answers on the status topic. */
public final class Probes {

  private final AnabranchConfig config;
  private final StatusTopic<ProbeStatus> answers;

  public Probes(AnabranchConfig config) {
    this.config = config;
    this.answers = new StatusTopic<>(config, new StatusCodec()::decodeProbe);
  }

  /** The last probe that the job has answered. */
  public Optional<ProbeStatus> last() {
    AtomicReference<ProbeStatus> last = new AtomicReference<>();
    answers.forEach(last::set);
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
    long[] ends = answers.ends();
    ProbeSender sender =
        new ProbeSender(
            config.kafka().bootstrapServers(),
            config.topics().names(),
            config.events().newCodec(0), // a probe holds no features
            config.kafka().timeout());
    String probe = sender.send(timestamp);
    return answers.await(ends, status -> status.probe().equals(probe), patience, alive);
  }
}
