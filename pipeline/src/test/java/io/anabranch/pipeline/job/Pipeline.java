// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.connectors.kafka.LinkTopics;
import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.JobTopics;
import io.anabranch.pipeline.verify.Probes;
import io.anabranch.pipeline.verify.Promotions;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;

/** One pipeline of its own on a shared broker: topics, events, the job's configuration. */
final class Pipeline {

  static final int DIMENSION = 8;

  final AnabranchConfig config;
  final SageModel model;

  private BooleanSupplier alive = () -> true;

  Pipeline(String bootstrapServers, String name, Path directory, SageModel model, String... more) {
    this.model = model;
    List<String> options = new ArrayList<>();
    options.addAll(AnabranchConfig.Topics.options(TopicNames.withPrefix(name + ".")));
    options.addAll(AnabranchConfig.Link.options(LinkTopics.withPrefix(name + ".")));
    options.add("topics.partitions=3");
    options.add("kafka.bootstrap-servers=" + bootstrapServers);
    options.add("kafka.timeout=30s");
    options.add("job.checkpoint-directory=" + directory);
    options.add("job.checkpoint-interval=300ms");
    options.add("model.sweep-checkpoint-interval=300ms"); // so that failures meet sweeps half told
    options.add("job.restart-delay=100ms");
    options.add("job.web-port=0");
    options.add("state.cache-entries=50"); // small, so that it evicts
    options.addAll(List.of(more));
    this.config = AnabranchConfig.of(options.toArray(String[]::new));
    JobTopics.create(config, (short) 1);
  }

  /** Waits for answers only as long as the job has not ended. */
  void watch(EmbeddedCluster cluster, JobID job) {
    alive =
        () -> {
          try {
            return !cluster.status(job).isGloballyTerminalState();
          } catch (Exception e) {
            throw new AssertionError("the cluster does not answer", e);
          }
        };
  }

  static SageModel model(int... widths) {
    return SageModel.random("test", 3, widths, 42, true);
  }

  /** Payments with everything that goes wrong in a real topic. */
  static List<GraphEvent> payments(long seed, int accounts, int payments) {
    GeneratorOptions options =
        GeneratorOptions.real(seed, accounts, payments, DIMENSION).withLate(0.01, 60_000);
    List<GraphEvent> events = new ArrayList<>();
    Iterator<GraphEvent> all = new PaymentGenerator(options).events();
    all.forEachRemaining(events::add);
    return events;
  }

  void send(List<GraphEvent> events) {
    new Replayer(
            config.kafka().bootstrapServers(),
            config.topics().names(),
            config.events().newCodec(DIMENSION))
        .replay(events.iterator(), ReplayOptions.FLAT_OUT, sent -> {});
  }

  ProbeStatus probe() {
    return new Probes(config)
        .request(0, Duration.ofSeconds(90), alive)
        .orElseThrow(() -> new AssertionError("the probe was not answered"));
  }

  Verifier.Report verify() {
    return new Verifier(config, model).verify(probe());
  }

  /** After the job has gone over to another model than its first. */
  Verifier.Report verify(SageModel served) {
    return new Verifier(config, served).verify(probe());
  }

  boolean isAlive() {
    return alive.getAsBoolean();
  }

  Verifier.Report verify(List<GraphEvent> bootstrapped) {
    return new Verifier(config, model).verify(probe(), bootstrapped.stream());
  }

  /**
   * Announces a model and waits until it serves.
   *
   * @param artifact of the model
   * @param meanwhile what is sent in small parts while the job goes over to it
   */
  void goOver(SageModel next, Path artifact, List<GraphEvent> meanwhile) {
    Promotions promotions = new Promotions(config);
    promotions.announce(
        new ModelAnnouncement(
            next.name(), next.version(), artifact.toUri().toString(), ModelArtifacts.sha256(next)));
    for (int sent = 0; sent < meanwhile.size(); sent += 200) {
      send(meanwhile.subList(sent, Math.min(sent + 200, meanwhile.size())));
    }
    assertTrue(
        promotions
            .await(
                said ->
                    said.state() == ModelStatus.State.SERVING && said.version() == next.version(),
                Duration.ofSeconds(60),
                this::isAlive)
            .isPresent());
  }
}
