// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.model.layer.SageModel;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a hub does to the others: the latency of edges between ordinary vertices, first without a
 * hub, then beside one whose features change all the time, so that all its subscribers change.
 */
@Command(name = "hub", mixinStandardHelpOptions = true, description = "A hub and the others.")
final class HubBench implements Callable<Integer> {

  private static final long BEGIN = 1_700_000_000_000L;
  private static final int OTHERS = 10_000;
  private static final long ANSWERED_MILLIS = 2_000;

  @Option(names = "--subscribers", defaultValue = "1000000", description = "${DEFAULT-VALUE}")
  private int subscribers;

  @Option(names = "--width", defaultValue = "16", description = "of all layers")
  private int width;

  @Option(names = "--backend", defaultValue = "heap", description = "heap or rocksdb")
  private String backend;

  @Option(names = "--rate", defaultValue = "500", description = "edges/s between the others")
  private int rate;

  @Option(names = "--seconds", defaultValue = "40", description = "with the hub, and without")
  private int seconds;

  @Option(names = "--change-every", defaultValue = "1000", description = "edges to a hub's change")
  private int changeEvery;

  @Option(names = "--option", description = "more options of the job, section.option=value")
  private List<String> options = new ArrayList<>();

  private final SplittableRandom random = new SplittableRandom(1);
  private long clock = BEGIN;

  private record Figures(Histogram others, long hubRows, boolean exact) {}

  @Override
  public Integer call() throws Exception {
    Path directory = Scratch.directory();
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      measure(broker, directory, "warm-up", 0, false);
      Figures without = measure(broker, directory, "without", 0, false);
      Figures quiet = measure(broker, directory, "quiet", subscribers, false);
      Figures with = measure(broker, directory, "with", subscribers, true);
      print("without a hub", without);
      print("beside a hub at rest", quiet);
      print("beside a hub that changes", with);
      System.out.printf(
          Locale.ROOT,
          "hub %d subscribers: p99 of the others %.2f times that without it%n",
          subscribers,
          (double) p99(with) / p99(without));
      return without.exact && quiet.exact && with.exact ? 0 : 1;
    }
  }

  private Figures measure(
      LocalBroker broker, Path directory, String name, int hub, boolean changing) throws Exception {
    SageModel model = SageModel.random("bench", 1, new int[] {width, width, width}, 42, false);
    List<String> all =
        new ArrayList<>(
            List.of(
                "state.backend=" + backend,
                "state.cache-entries=2000000",
                "job.checkpoint-interval=10s",
                "flink.execution.checkpointing.timeout=10min"));
    all.addAll(options);
    try (LiveJob job = new LiveJob(broker.bootstrapServers(), name, model, directory, all)) {
      job.send(vertices(hub), ReplayOptions.FLAT_OUT);
      job.settle();
      long[] from = job.ends();
      job.send(traffic(changing), ReplayOptions.atRate(rate));
      // The probe makes hubs flush at once, so it waits until the others have their answers.
      Thread.sleep(ANSWERED_MILLIS);
      var answer = job.settle();
      long[] to = job.ends();
      Histogram others = new Histogram(3);
      long[] hubRows = {0};
      job.embeddings(
          from,
          to,
          (row, at) -> {
            if (row.vertex().startsWith("o")) {
              others.recordValue(Math.max(0, at - row.arrived()));
            } else {
              hubRows[0]++;
            }
          });
      return new Figures(others, hubRows[0], job.verify(answer).isExact());
    }
  }

  private List<GraphEvent> vertices(int hub) {
    List<GraphEvent> events = new ArrayList<>();
    for (int v = 0; v < OTHERS; v++) {
      events.add(new FeaturesEvent("o" + v, clock, Models.features(random, width)));
    }
    for (int s = 0; s < hub; s++) {
      events.add(EdgeEvent.add("hub", "s" + s, clock));
    }
    return events;
  }

  private List<GraphEvent> traffic(boolean changing) {
    List<GraphEvent> events = new ArrayList<>();
    for (int i = 0; i < rate * seconds; i++) {
      clock += 1;
      if (changing && i % changeEvery == 0) {
        events.add(new FeaturesEvent("hub", clock, Models.features(random, width)));
      }
      events.add(EdgeEvent.add("o" + random.nextInt(OTHERS), "o" + random.nextInt(OTHERS), clock));
    }
    return events;
  }

  private static long p99(Figures figures) {
    return Math.max(1, figures.others.getValueAtPercentile(99));
  }

  private static void print(String what, Figures figures) {
    System.out.printf(
        Locale.ROOT,
        "hub, %s: others p50 %d ms, p99 %d ms, max %d ms, %d rows; %d rows of subscribers; %s%n",
        what,
        figures.others.getValueAtPercentile(50),
        p99(figures),
        figures.others.getMaxValue(),
        figures.others.getTotalCount(),
        figures.hubRows,
        figures.exact ? "exact" : "NOT EXACT");
  }
}
