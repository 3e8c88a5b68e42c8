// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.verify.ScoreReport;
import io.anabranch.pipeline.verify.ScoreVerifier;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.state.event.GraphEvent;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What scores of links and alerts leave of the live job's speed: the same edges, in turn without
 * any, with the surprise of each edge, and with all of it: periods of a minute of event time, of
 * which a replay passes over most (see {@code link.pause}), so that searches never end, and an
 * alert of the most surprising edge in a thousand.
 *
 * <p>The clock runs from the first edge sent to the last embedding or surprise written. Partners
 * are searched for at a pace, so some of what the last period asks for comes behind that; how much
 * came before it is told.
 */
final class ScoreCost {

  private enum Load {
    NONE("without", List.of()),
    SURPRISE("with surprise", List.of("link.enabled=true", "link.period=3650d")),
    ALL(
        "with surprise, partners and alerts",
        List.of(
            "link.enabled=true",
            "link.period=1m",
            "alerts.rules[0].name=odd",
            "alerts.rules[0].metric=surprise",
            "alerts.rules[0].quantile=0.999"));

    private final String text;
    private final List<String> options;

    Load(String text, List<String> options) {
      this.text = text;
      this.options = options;
    }
  }

  /**
   * One run.
   *
   * @param toAnswer edges a second, to the answer to the probe behind the last one, which waits for
   *     a checkpoint
   * @param cpuMicros of the whole process, broker and sender included, for each edge
   * @param rows embeddings for each edge: what changes several times in a bundle is computed once
   * @param periods that ended and had a vertex searched for by the end of the run
   * @param searched vertices by then
   */
  private record Run(
      double edgesPerSecond,
      double toAnswer,
      double cpuMicros,
      double rows,
      int periods,
      long searched,
      long alerts) {}

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final EdgeStream stream;
  private final int rounds;
  private final List<String> options;
  private final Map<Load, List<Run>> runs = new EnumMap<>(Load.class);
  private final ObjectMapper mapper = new ObjectMapper();
  private boolean exact = true;

  /**
   * @param rounds how often the edges come
   * @param options of the job, section.option=value
   */
  ScoreCost(EdgeStream stream, int rounds, List<String> options) {
    this.stream = stream;
    this.rounds = rounds;
    this.options = options;
  }

  /** So many of each kind, of which the first warms up; true when all was exact. */
  boolean measure(int count, Path directory) throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      for (int i = 0; i < count; i++) {
        for (Load load : Load.values()) {
          String name = load.name().toLowerCase(Locale.ROOT) + i;
          Run run = run(broker.bootstrapServers(), name, directory, load, i == count - 1);
          runs.computeIfAbsent(load, none -> new ArrayList<>()).add(run);
          System.err.printf(Locale.ROOT, "run %d %s: %s%n", i, load.text, run);
        }
      }
    }
    return exact;
  }

  private Run run(String servers, String name, Path directory, Load load, boolean verifyScores)
      throws Exception {
    List<String> all = new ArrayList<>(load.options);
    all.addAll(options);
    List<GraphEvent> edges = stream.edges(rounds);
    try (LiveJob job = new LiveJob(servers, name, Models.twoLayers(), directory, all)) {
      job.send(stream.features(Models.WIDTH), ReplayOptions.FLAT_OUT);
      job.settle();
      long[] settled = job.ends();
      long start = System.currentTimeMillis();
      long cpu = SYSTEM.getProcessCpuTime();
      ThreadTimes threads = ThreadTimes.now();
      job.send(edges, ReplayOptions.FLAT_OUT);
      ProbeStatus answer = job.settle();
      long answered = System.currentTimeMillis();
      double cpuMicros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / edges.size();
      System.err.printf(
          "CPU an edge, by thread:%n%s%n", ThreadTimes.now().since(threads, edges.size()));
      long[] ends = job.ends();
      AtomicLong last = new AtomicLong(start);
      job.embeddings(settled, ends, (row, at) -> last.accumulateAndGet(at, Math::max));
      Verifier.Report report = job.verify(answer);
      exact &= report.isExact();
      System.err.println(report.comparison());
      AnabranchConfig config = job.config();
      TopicReader reader = config.kafka().committed();
      Set<Long> periods = new TreeSet<>();
      AtomicLong searched = new AtomicLong();
      AtomicLong alerts = new AtomicLong();
      if (config.link().enabled()) {
        reader.read(
            config.link().topics().surprises(),
            record -> last.accumulateAndGet(record.timestamp(), Math::max));
        reader.read(
            config.link().topics().scores(),
            record -> {
              if (record.timestamp() <= last.get()) {
                searched.incrementAndGet();
                periods.add(periodEnd(record.value()));
              }
            });
        reader.read(config.topics().alerts(), record -> alerts.incrementAndGet());
        if (verifyScores) {
          ScoreReport scores = new ScoreVerifier(config).verify();
          exact &= scores.isExact();
          System.err.println(scores);
        }
      }
      return new Run(
          1e3 * edges.size() / (last.get() - start),
          1e3 * edges.size() / (answered - start),
          cpuMicros,
          1.0 * (Arrays.stream(ends).sum() - Arrays.stream(settled).sum()) / edges.size(),
          periods.size(),
          searched.get(),
          alerts.get());
    }
  }

  private long periodEnd(byte[] scores) {
    try {
      return mapper.readTree(scores).path("periodEnd").asLong();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A line for each kind of run, with what it leaves of the speed without. */
  String table() {
    StringBuilder text = new StringBuilder();
    double speed = median(Load.NONE).edgesPerSecond();
    double answer = median(Load.NONE).toAnswer();
    double cpu = median(Load.NONE).cpuMicros();
    for (Load load : Load.values()) {
      Run run = median(load);
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %.0f edges/s, ratio %.2f; to the probe's answer %.0f, ratio %.2f; %.1f us of CPU"
                  + " an edge, ratio %.2f; %.1f embeddings/edge",
              load.text,
              run.edgesPerSecond(),
              run.edgesPerSecond() / speed,
              run.toAnswer(),
              run.toAnswer() / answer,
              run.cpuMicros(),
              cpu / run.cpuMicros(),
              run.rows()));
      if (load == Load.ALL) {
        text.append(
            String.format(
                Locale.ROOT,
                "; %d periods ended, %d vertices searched meanwhile; %d alerts",
                run.periods(),
                run.searched(),
                run.alerts()));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private Run median(Load load) {
    List<Run> of = runs.get(load);
    return new Run(
        Runs.of(of.stream().mapToDouble(Run::edgesPerSecond).toArray()).median(),
        Runs.of(of.stream().mapToDouble(Run::toAnswer).toArray()).median(),
        Runs.of(of.stream().mapToDouble(Run::cpuMicros).toArray()).median(),
        Runs.of(of.stream().mapToDouble(Run::rows).toArray()).median(),
        (int) Runs.of(of.stream().mapToDouble(Run::periods).toArray()).median(),
        (long) Runs.of(of.stream().mapToDouble(Run::searched).toArray()).median(),
        (long) Runs.of(of.stream().mapToDouble(Run::alerts).toArray()).median());
  }
}
