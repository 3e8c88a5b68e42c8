// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.EmbeddedCluster;
import io.anabranch.pipeline.job.EmbeddingJob;
import io.anabranch.pipeline.job.FlinkSettings;
import io.anabranch.pipeline.verify.Probes;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The live job, Kafka to Kafka, in one JVM with the broker and the sender. Features are settled
 * before the clock starts. Saturation: the clock runs from the first edge sent, flat out, to the
 * answer to a probe behind the last. Fixed rate: from event to embedding, by the records' stamps.
 */
@Command(name = "stream", mixinStandardHelpOptions = true, description = "The live job.")
final class StreamBench implements Callable<Integer> {

  @Option(names = "--graph", defaultValue = "ba20k", description = "ba2k, ba20k, ba100k or a file")
  private String graph;

  @Option(names = "--backend", defaultValue = "heap", description = "heap or rocksdb")
  private String backend;

  @Option(names = "--parallelism", defaultValue = "2", description = "${DEFAULT-VALUE}")
  private int parallelism;

  @Option(names = "--rate", defaultValue = "0", description = "edges/s; 0 for flat out")
  private int rate;

  @Option(names = "--seconds", defaultValue = "20", description = "with --rate: for how long")
  private int seconds;

  @Option(names = "--runs", defaultValue = "4", description = "the first warms up")
  private int runs;

  @Option(names = "--option", description = "more options of the job, section.option=value")
  private List<String> options = new ArrayList<>();

  /**
   * One run.
   *
   * @param rows embeddings and tombstones that came after the features
   */
  private record Run(double edgesPerSecond, long rows, Histogram latency, Verifier.Report report) {}

  @Override
  public Integer call() throws Exception {
    EdgeStream all = EdgeStream.of(graph);
    EdgeStream stream = rate > 0 ? all.head(rate * seconds) : all;
    Path directory = Files.createTempDirectory("anabranch-bench");
    List<Run> done = new ArrayList<>();
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      for (int run = 0; run < runs; run++) {
        done.add(run(broker.bootstrapServers(), "run" + run, directory, stream));
        System.err.printf(Locale.ROOT, "run %d: %s%n", run, describe(done.get(run)));
      }
    }
    if (done.size() > 1) {
      done.remove(0); // the first one warmed up
    }
    done.sort((a, b) -> Double.compare(a.edgesPerSecond(), b.edgesPerSecond()));
    System.out.printf(
        Locale.ROOT,
        "stream %s backend=%s parallelism=%d %s: %s%n",
        stream.name(),
        backend,
        parallelism,
        rate > 0 ? "rate=" + rate : "saturation",
        summary(done, stream));
    return done.stream().allMatch(run -> run.report().isExact()) ? 0 : 1;
  }

  private Run run(String servers, String prefix, Path directory, EdgeStream stream)
      throws Exception {
    SageModel model = Models.twoLayers();
    AnabranchConfig config = config(servers, prefix, directory);
    try (Topics topics = Topics.connect(servers, Duration.ofSeconds(30))) {
      topics.create(config.topics().names(), config.topics().partitions(), (short) 1);
    }
    Replayer replayer =
        new Replayer(servers, config.topics().names(), config.events().newCodec(Models.WIDTH));
    List<GraphEvent> edges = stream.edges();
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(config))) {
      JobID job = cluster.submit(EmbeddingJob.of(config, model), null);
      replayer.replay(stream.features(Models.WIDTH).iterator(), ReplayOptions.FLAT_OUT, sent -> {});
      probe(config);
      TopicReader reader =
          new TopicReader(servers, Isolation.READ_COMMITTED, config.kafka().timeout());
      long[] settled = reader.ends(config.topics().embeddings());
      long start = System.nanoTime();
      replayer.replay(
          edges.iterator(),
          rate > 0 ? ReplayOptions.atRate(rate) : ReplayOptions.FLAT_OUT,
          sent -> {});
      ProbeStatus answer = probe(config);
      double perSecond = edges.size() / ((System.nanoTime() - start) / 1e9);
      Verifier.Report report = new Verifier(config, model).verify(answer);
      cluster.cancel(job);
      long[] ends = reader.ends(config.topics().embeddings());
      Histogram latency = new Histogram(3);
      reader.read(config.topics().embeddings(), settled, ends, record -> measure(record, latency));
      return new Run(
          perSecond, Arrays.stream(ends).sum() - Arrays.stream(settled).sum(), latency, report);
    }
  }

  private AnabranchConfig config(String servers, String prefix, Path directory) {
    TopicNames names = TopicNames.withPrefix(prefix + ".");
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap-servers=" + servers,
                "kafka.timeout=60s",
                "topics.edges=" + names.edges(),
                "topics.features=" + names.features(),
                "topics.embeddings=" + names.embeddings(),
                "topics.models=" + names.models(),
                "topics.status=" + names.status(),
                "topics.dead-letters=" + names.deadLetters(),
                "topics.partitions=2",
                // Partitions are sent side by side: their order is not that of the stream.
                "events.allowed-lateness=1h",
                "job.parallelism=" + parallelism,
                "job.checkpoint-interval=1s",
                "job.checkpoint-directory=" + directory.resolve("checkpoints"),
                "job.web-port=0",
                "state.backend=" + backend));
    all.addAll(options);
    return AnabranchConfig.of(all.toArray(String[]::new));
  }

  private static ProbeStatus probe(AnabranchConfig config) {
    return new Probes(config)
        .request(0, Duration.ofMinutes(5), () -> true)
        .orElseThrow(() -> new IllegalStateException("the probe was not answered"));
  }

  private static void measure(ConsumerRecord<byte[], byte[]> record, Histogram latency) {
    if (record.value() == null) {
      return;
    }
    try {
      long arrived = EmbeddingCodecs.decodeAny(record.value()).arrived();
      latency.recordValue(Math.max(0, record.timestamp() - arrived));
    } catch (BadRecordException e) {
      throw new IllegalStateException(
          "no embedding at %s-%d@%d".formatted(record.topic(), record.partition(), record.offset()),
          e);
    }
  }

  private static String summary(List<Run> sorted, EdgeStream stream) {
    double[] speeds = sorted.stream().mapToDouble(Run::edgesPerSecond).toArray();
    double[] p50 = sorted.stream().mapToDouble(run -> percentile(run, 50)).sorted().toArray();
    double[] p99 = sorted.stream().mapToDouble(run -> percentile(run, 99)).sorted().toArray();
    double[] rows = sorted.stream().mapToDouble(Run::rows).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.0f edges/s; %.1f embeddings/edge; event to embedding p50 %.0f ms, p99 %.0f ms; %s",
        middle(speeds),
        middle(rows) / stream.size(),
        middle(p50),
        middle(p99),
        sorted.get(0).report().comparison());
  }

  private static double middle(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double percentile(Run run, double percent) {
    return run.latency().getValueAtPercentile(percent);
  }

  private static String describe(Run run) {
    return String.format(
        Locale.ROOT,
        "%.0f edges/s, %d rows, p50 %d ms, p99 %d ms, %s",
        run.edgesPerSecond(),
        run.rows(),
        run.latency().getValueAtPercentile(50),
        run.latency().getValueAtPercentile(99),
        run.report().comparison());
  }
}
