// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The live job, Kafka to Kafka, in one JVM with the broker and the sender. Features are settled
 * before the clock starts. Saturation: the clock runs from the first edge sent, flat out, to the
 * last embedding written; the answer to a probe behind it waits for a checkpoint. Fixed rate: from
 * event to embedding, by the records' stamps.
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

  @Option(
      names = "--scores",
      description =
          "each run three times: without, with surprise, with all scores of links and alerts")
  private boolean scores;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "with --scores: so often the edges come, each time under other ids")
  private int rounds;

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
    return scores ? compareScores() : measure();
  }

  private int compareScores() throws Exception {
    EdgeStream stream = EdgeStream.of(graph);
    ScoreCost cost = new ScoreCost(stream, rounds, allOptions());
    boolean exact = cost.measure(runs, Scratch.directory());
    System.out.printf(
        Locale.ROOT,
        "stream %s, %d edges, backend=%s parallelism=%d, saturation%n%s",
        stream.name(),
        rounds * stream.size(),
        backend,
        parallelism,
        cost.table());
    return exact ? 0 : 1;
  }

  private List<String> allOptions() {
    List<String> all =
        new ArrayList<>(List.of("job.parallelism=" + parallelism, "state.backend=" + backend));
    all.addAll(options);
    return all;
  }

  private int measure() throws Exception {
    EdgeStream all = EdgeStream.of(graph);
    EdgeStream stream = rate > 0 ? all.head(rate * seconds) : all;
    Path directory = Scratch.directory();
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

  private Run run(String servers, String name, Path directory, EdgeStream stream) throws Exception {
    List<GraphEvent> edges = stream.edges();
    try (LiveJob job = new LiveJob(servers, name, Models.twoLayers(), directory, allOptions())) {
      job.send(stream.features(Models.WIDTH), ReplayOptions.FLAT_OUT);
      job.settle();
      long[] settled = job.ends();
      long start = System.currentTimeMillis();
      job.send(edges, rate > 0 ? ReplayOptions.atRate(rate) : ReplayOptions.FLAT_OUT);
      ProbeStatus answer = job.settle();
      Verifier.Report report = job.verify(answer);
      long[] ends = job.ends();
      Histogram latency = new Histogram(3);
      AtomicLong last = new AtomicLong(start);
      job.embeddings(
          settled,
          ends,
          (row, at) -> {
            latency.recordValue(Math.max(0, at - row.arrived()));
            last.accumulateAndGet(at, Math::max);
          });
      double perSecond = 1e3 * edges.size() / (last.get() - start);
      return new Run(
          perSecond, Arrays.stream(ends).sum() - Arrays.stream(settled).sum(), latency, report);
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
        new Runs(speeds).median(),
        new Runs(rows).median() / stream.size(),
        new Runs(p50).median(),
        new Runs(p99).median(),
        sorted.get(0).report().comparison());
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
