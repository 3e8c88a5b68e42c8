// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.connectors.kafka.LinkTopics;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.JobTopics;
import io.anabranch.pipeline.job.RetainedCheckpoints;
import io.anabranch.pipeline.verify.Probes;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where a drill takes place: topics, a model, a stream, a directory of checkpoints; and the
 * judgement at the end.
 */
final class Ground implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int WIDTH = 8;
  private static final int ACCOUNTS = 500;

  private final Broker broker;
  private final Path directory;
  private final List<String> options;
  private final AnabranchConfig config;
  private final SageModel model;
  private final List<GraphEvent> events;
  private final SplittableRandom random;
  private final Flow flow;
  private long more; // events sent beside the flow
  private AutoCloseable job = () -> {};
  private BooleanSupplier alive = () -> true;

  /**
   * Prepares topics and the stream.
   *
   * @param events payments of the stream
   */
  Ground(Broker broker, Path directory, Drill drill, int events, SplittableRandom random)
      throws IOException {
    String bootstrapServers = broker.bootstrapServers();
    this.broker = broker;
    this.directory = directory;
    this.random = random;
    Path artifact =
        ModelArtifacts.write(
            SageModel.random("drill", 1, new int[] {WIDTH, WIDTH, WIDTH}, 1, true), directory);
    this.model = ModelArtifacts.read(artifact);
    this.options = options(bootstrapServers, directory, artifact, drill);
    this.options.addAll(drill.options(directory, model));
    this.config = config();
    this.events = payments(random.nextLong(), events);
    JobTopics.create(config, (short) 1);
    this.flow = new Flow(replayer(), this.events);
  }

  private static List<String> options(
      String bootstrapServers, Path directory, Path artifact, Drill drill) {
    List<String> options =
        new ArrayList<>(AnabranchConfig.Topics.options(TopicNames.withPrefix(drill.name() + ".")));
    options.addAll(AnabranchConfig.Link.options(LinkTopics.withPrefix(drill.name() + ".")));
    options.add("topics.partitions=3");
    options.add("kafka.bootstrap-servers=" + bootstrapServers);
    options.add("kafka.timeout=30s");
    options.add("model.path=" + artifact.toAbsolutePath());
    options.add("job.name=drill-" + drill.name());
    options.add("job.checkpoint-directory=" + directory.resolve("checkpoints").toAbsolutePath());
    options.add("job.checkpoint-interval=300ms");
    options.add("job.restart-delay=100ms");
    options.add("job.restart-attempts=1000000");
    options.add("job.web-port=0");
    options.add("state.cache-entries=100"); // small, so that it evicts
    options.add("flink.taskmanager.memory.network.min=48mb");
    options.add("flink.taskmanager.memory.network.max=48mb");
    options.addAll(List.of(drill.options()));
    return options;
  }

  /** Payments with duplicates, removals and disorder, none of them too late. */
  private static List<GraphEvent> payments(long seed, int payments) {
    List<GraphEvent> events = new ArrayList<>();
    new PaymentGenerator(GeneratorOptions.real(seed, ACCOUNTS, payments, WIDTH))
        .events()
        .forEachRemaining(events::add);
    return events;
  }

  private Replayer replayer() {
    return new Replayer(
        config.kafka().bootstrapServers(),
        config.topics().names(),
        config.events().newCodec(WIDTH));
  }

  /** The configuration of the job, with other options on top. */
  AnabranchConfig config(String... over) {
    return AnabranchConfig.of(optionsWith(over).toArray(String[]::new));
  }

  List<String> optionsWith(String... over) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(over));
    return all;
  }

  Broker broker() {
    return broker;
  }

  SageModel model() {
    return model;
  }

  Path directory() {
    return directory;
  }

  List<GraphEvent> events() {
    return events;
  }

  Flow flow() {
    return flow;
  }

  SplittableRandom random() {
    return random;
  }

  /** The job that runs now, and whom to ask whether it is still there. */
  void watch(AutoCloseable job, BooleanSupplier alive) {
    this.job = job;
    this.alive = alive;
  }

  /** Sends one event beside the stream, and returns once the broker has it. */
  void send(GraphEvent event) {
    replayer().replay(List.of(event).iterator(), ReplayOptions.FLAT_OUT, sent -> {});
    more++;
  }

  /** Lets one of so many parts of the stream go, with a checkpoint in the middle of it. */
  void flowPastCheckpoint(int part, int of) throws IOException {
    flow.release(2 * part - 1, 2 * of);
    awaitCheckpoint();
    flow.release(2 * part, 2 * of);
  }

  /** Waits up to so long. */
  void pause(int atMostMillis) {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(atMostMillis + 1)).toNanos());
  }

  /** The newest complete checkpoint; null when there is none yet. */
  Path newestCheckpoint() throws IOException {
    return RetainedCheckpoints.newest(config.job().checkpointDirectory()).orElse(null);
  }

  /** Waits until one more checkpoint is complete, and gives it. */
  Path awaitCheckpoint() throws IOException {
    Path before = newestCheckpoint();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Path newest = newestCheckpoint();
      if (newest != null && !newest.equals(before)) {
        return newest;
      }
      if (!alive.getAsBoolean() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "no checkpoint within %s: the job does not get on".formatted(PATIENCE));
      }
      LockSupport.parkNanos(200_000);
    }
  }

  /**
   * Sends the rest of the stream, brings the job to rest, stops it, and compares: the topic with a
   * recompute, the state with the topic.
   */
  Judgement judge() throws Exception {
    long sent = flow.finish() + more;
    ProbeStatus probe =
        new Probes(config)
            .request(0, PATIENCE, alive)
            .orElseThrow(() -> new IllegalStateException("the job did not come to rest"));
    Report report = new Verifier(config, model).verify(probe);
    TopicAudit topic = TopicAudit.of(config);
    job.close();
    return new Judgement(
        report,
        topic,
        topic.compare(StateAudit.embeddings(config, model, newestCheckpoint())),
        sent - report.records());
  }

  @Override
  public void close() throws Exception {
    flow.close();
    job.close();
  }
}
