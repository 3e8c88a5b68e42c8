// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.connectors.generator.PlantedTruth;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.connectors.replay.BadRecords;
import io.anabranch.connectors.replay.Outgoing;
import io.anabranch.connectors.replay.ReplayCounts;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.evaluation.EvaluationTable;
import io.anabranch.pipeline.evaluation.EvaluationTopic;
import io.anabranch.pipeline.job.EmbeddedCluster;
import io.anabranch.pipeline.job.EmbeddingJob;
import io.anabranch.pipeline.job.FlinkSettings;
import io.anabranch.pipeline.judge.Found;
import io.anabranch.pipeline.retrain.TopicSource;
import io.anabranch.pipeline.verify.Probes;
import io.anabranch.pipeline.verify.ScoresAndAlerts;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.JobID;

/**
 * A real broker, a Flink cluster and the live job in this JVM; a stream goes in, the embeddings and
 * scores that come out are verified, and alerts are compared with what was planted.
 *
 * <pre>{@code
 * try (Demo demo = Demo.start(directory, model, overrides, 0, truth, out)) {
 *   boolean exact = demo.run(events, 5_000, 0.001, 20_000, progress);
 * }
 * }</pre>
 */
public final class Demo implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int RETAINED = 30; // the side job reads one while others are written
  private static final int WANTED_PORT = 9092;

  private final AnabranchConfig config;
  private final SageModel model;
  private final Optional<PlantedTruth> truth;
  private final PrintWriter out;
  private final LocalBroker broker;
  private final EmbeddedCluster cluster;
  private final JobID job;
  private boolean closed;

  private Demo(
      AnabranchConfig config,
      SageModel model,
      Optional<PlantedTruth> truth,
      PrintWriter out,
      LocalBroker broker,
      EmbeddedCluster cluster,
      JobID job) {
    this.config = config;
    this.model = model;
    this.truth = truth;
    this.out = out;
    this.broker = broker;
    this.cluster = cluster;
    this.job = job;
  }

  /**
   * Starts the broker and the job.
   *
   * @param directory where everything is kept
   * @param overrides of the default configuration, each {@code section.option=value}
   * @param loseOneIn deltas to one that is lost on purpose, to see the proof fail; 0: none is
   * @param truth what is planted in the stream; empty where nobody knows
   */
  public static Demo start(
      Path directory,
      SageModel model,
      List<String> overrides,
      int loseOneIn,
      Optional<PlantedTruth> truth,
      PrintWriter out)
      throws Exception {
    Path written = ModelArtifacts.write(model, directory);
    List<String> rules =
        truth.isPresent() ? Rules.forPayments(RingSchool.teach(directory)) : List.of();
    SageModel artifact = ModelArtifacts.read(written);
    LocalBroker broker = LocalBroker.start(directory.resolve("broker"), WANTED_PORT);
    try {
      AnabranchConfig config = configure(directory, written, broker, rules, overrides);
      out.println("broker       " + broker.bootstrapServers());
      try (Topics topics = Topics.connect(broker.bootstrapServers(), config.kafka().timeout())) {
        topics.create(config.topics().names(), config.topics().partitions(), (short) 1);
        topics.create(config.link().topics(), config.topics().partitions(), (short) 1);
      }
      EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(config));
      out.println("Flink        " + cluster.webUi());
      JobID job = cluster.submit(EmbeddingJob.of(config, artifact).losing(loseOneIn), null);
      out.println(
          "model        %s version %d, GraphSAGE mean, %s"
              .formatted(artifact.name(), artifact.version(), widths(artifact)));
      out.flush();
      return new Demo(config, artifact, truth, out, broker, cluster, job);
    } catch (Exception e) {
      broker.close();
      throw e;
    }
  }

  private static AnabranchConfig configure(
      Path directory, Path model, LocalBroker broker, List<String> rules, List<String> overrides) {
    List<String> options = new ArrayList<>();
    options.add("kafka.bootstrap-servers=" + broker.bootstrapServers());
    options.add("kafka.timeout=30s");
    options.add("job.checkpoint-directory=" + directory.resolve("checkpoints"));
    options.add("job.checkpoints-retained=" + RETAINED);
    options.add("model.path=" + model);
    options.addAll(Rules.always());
    options.addAll(rules);
    options.addAll(overrides);
    return AnabranchConfig.of(options.toArray(String[]::new));
  }

  private static String widths(SageModel model) {
    StringBuilder widths = new StringBuilder().append(model.inputWidth());
    model.layers().forEach(layer -> widths.append('-').append(layer.outputWidth()));
    return widths.toString();
  }

  /**
   * Sends a stream through, swaps a retrained model in on the way, waits until the job is at rest,
   * and prints the summary.
   *
   * @param retrainAfter records that are sent before the side job begins; 0: there is none
   * @param rate records a second; 0 for flat out
   * @param badShare malformed records for each good one
   * @return whether every embedding, every score and every alert is bit-identical
   */
  public boolean run(
      Iterator<GraphEvent> events,
      double rate,
      double badShare,
      long retrainAfter,
      LongConsumer progress)
      throws Exception {
    EventCodec codec = config.events().newCodec(model.inputWidth());
    Enough enough = new Enough(retrainAfter);
    Aside aside = new Aside(config, model, enough, out, this::isRunning);
    if (retrainAfter > 0) {
      aside.start();
    }
    long begun = System.currentTimeMillis();
    ReplayCounts sent =
        new Replayer(broker.bootstrapServers(), config.topics().names(), codec)
            .send(
                BadRecords.mixedInto(
                    Outgoing.all(codec, events), badShare, config.events().format()),
                new ReplayOptions(rate, -1),
                records -> {
                  enough.sent(records);
                  progress.accept(records);
                });
    enough.all();
    Optional<Learnt> learnt = retrainAfter > 0 ? aside.end() : Optional.empty();
    out.println();
    out.println("sent; waiting until the job is at rest");
    out.flush();
    ProbeStatus probe =
        new Probes(config).request(0, PATIENCE, this::isRunning).orElseThrow(this::unanswered);
    SageModel serving = learnt.map(Learnt::serving).orElse(model);
    Verifier.Report report = new Verifier(config, serving).verify(probe);
    ScoresAndAlerts written = ScoresAndAlerts.verify(config, serving);
    Found found = Found.read(config);
    out.println();
    Lines lines = new Lines(out);
    DemoSummary.read(config).print(lines, sent, begun, report);
    learnt.ifPresent(l -> l.print(lines, new TopicSource(config).take(model.inputWidth())));
    new Findings(found, serving.version(), config.events().allowedLateness()).print(lines, truth);
    EvaluationTopic.newest(config)
        .ifPresent(newest -> lines.block("told beforehand", EvaluationTable.of(newest)));
    out.println();
    out.println(verdict(report));
    written.lines().forEach(out::println);
    out.flush();
    return report.isExact() && written.isExact();
  }

  private static String verdict(Verifier.Report report) {
    return "%s; %s of version %d"
        .formatted(
            report.comparison(),
            report.otherVersions() == 0 ? "all" : "all but %,d".formatted(report.otherVersions()),
            report.probe().modelVersion());
  }

  private boolean isRunning() {
    try {
      return !cluster.status(job).isGloballyTerminalState();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded cluster does not answer", e);
    }
  }

  private IllegalStateException unanswered() {
    if (isRunning()) {
      return new IllegalStateException("the job did not come to rest within " + PATIENCE);
    }
    try {
      return new IllegalStateException("the job failed", cluster.failure(job));
    } catch (Exception e) {
      return new IllegalStateException("the job failed", e);
    }
  }

  /** Stops the job, the cluster and the broker. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (broker) {
      cluster.cancel(job);
      cluster.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("stopping the embedded cluster failed: " + e.getMessage(), e);
    }
  }
}
