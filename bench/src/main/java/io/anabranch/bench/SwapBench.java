// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.ModelStatus.State;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.job.EmbeddedCluster.Checkpoints;
import io.anabranch.pipeline.verify.Promotions;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A model is swapped under load: the first edges are there, the others come at a fixed rate, and
 * after some seconds the job is told to go over to other weights. Latencies are from event to
 * embedding, by the time at which the event arrived: before the announcement, between it and the
 * sweep, during the sweep, and after it.
 */
@Command(name = "swap", mixinStandardHelpOptions = true, description = "A swap under load.")
final class SwapBench implements Callable<Integer> {

  private static final double MOST = 3; // times the p99 before, during the sweep

  @Option(names = "--graph", defaultValue = "ba20k", description = "ba2k, ba20k, ba100k or a file")
  private String graph;

  @Option(names = "--backend", defaultValue = "heap", description = "heap or rocksdb")
  private String backend;

  @Option(names = "--rate", defaultValue = "5000", description = "edges/s")
  private int rate;

  @Option(names = "--seconds", defaultValue = "25", description = "that edges come for")
  private int seconds;

  @Option(names = "--promote-after", defaultValue = "7", description = "seconds")
  private int promoteAfter;

  @Option(names = "--runs", defaultValue = "3", description = "those that warm up among them")
  private int runs;

  @Option(
      names = "--warm-ups",
      defaultValue = "1",
      description = "runs that do not count; in a young JVM the compiler takes half a processor")
  private int warmUps;

  @Option(names = "--option", description = "more options of the job, section.option=value")
  private List<String> options = new ArrayList<>();

  @Option(
      names = "--timeline",
      description = "latencies, checkpoints and processors, second by second")
  private boolean timeline;

  private record Run(
      SwapLatencies latencies, ModelStatus.Sweep sweep, Checkpoints checkpoints, boolean exact) {

    boolean isGood() {
      return exact && checkpoints.failed() == 0;
    }
  }

  @Override
  public Integer call() throws Exception {
    Path directory = Scratch.directory();
    List<Run> done = new ArrayList<>();
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      for (int run = 0; run < runs; run++) {
        done.add(run(broker.bootstrapServers(), "run" + run, directory));
        System.err.printf(Locale.ROOT, "run %d: %s%n", run, describe(done.get(run)));
      }
    }
    done.subList(0, Math.min(warmUps, done.size() - 1)).clear();
    done.sort(Comparator.comparingDouble(run -> run.latencies.ratio()));
    Run middle = done.get(done.size() / 2);
    System.out.printf(
        Locale.ROOT,
        "swap %s backend=%s, %d edges/s, run of the middle ratio of %d: %s%n",
        graph,
        backend,
        rate,
        done.size(),
        describe(middle));
    return done.stream().allMatch(Run::isGood) && middle.latencies.ratio() <= MOST ? 0 : 1;
  }

  private Run run(String servers, String name, Path directory) throws Exception {
    SageModel first = Models.twoLayers();
    SageModel second = Models.twoLayers(2);
    Path registry = directory.resolve(name + "-registry");
    Path place = ModelArtifacts.write(first, registry);
    Path next = ModelArtifacts.write(second, registry);
    List<String> all =
        new ArrayList<>(
            List.of(
                "state.backend=" + backend,
                "model.path=" + place,
                "flink.execution.checkpointing.timeout=10s"));
    if (timeline) {
      all.add("flink.web.checkpoints.history=100");
    }
    all.addAll(options);
    EdgeStream stream = EdgeStream.of(graph);
    int loaded = Math.max(0, stream.size() - rate * seconds);
    List<GraphEvent> edges = stream.edges();
    try (LiveJob job = new LiveJob(servers, name, first, directory, all)) {
      job.send(stream.features(Models.WIDTH), ReplayOptions.FLAT_OUT);
      job.send(edges.subList(0, loaded), ReplayOptions.FLAT_OUT);
      job.settle();
      long[] from = job.ends();
      CompletableFuture<Void> traffic =
          CompletableFuture.runAsync(
              () -> job.send(edges.subList(loaded, edges.size()), ReplayOptions.atRate(rate)));
      ThreadLoad load = timeline ? new ThreadLoad() : null;
      Thread.sleep(promoteAfter * 1_000L);
      Checkpoints before = job.checkpoints();
      long announced = System.currentTimeMillis();
      ModelStatus served = promote(job, second, next);
      traffic.join();
      Checkpoints since = job.checkpoints().since(before);
      boolean exact = job.verify(job.settle(), second).isExact();
      SwapLatencies latencies = new SwapLatencies(announced, second.version());
      job.embeddings(from, job.ends(), latencies::see);
      latencies.sort(served.sweep());
      if (load != null) {
        load.close();
        System.err.print(latencies.timeline().text(load.seconds(), job.checkpointTimes()));
      }
      return new Run(latencies, served.sweep(), since, exact);
    }
  }

  private static ModelStatus promote(LiveJob job, SageModel model, Path place) {
    ModelAnnouncement announcement =
        new ModelAnnouncement(
            model.name(), model.version(), place.toUri().toString(), ModelArtifacts.sha256(model));
    ModelStatus last =
        new Promotions(job.config())
            .promote(announcement, Duration.ofMinutes(2), said -> {}, () -> true)
            .orElseThrow(() -> new IllegalStateException("nothing came of the promotion"));
    if (last.state() != State.SERVING) {
      throw new IllegalStateException("expected that the model serves, got " + last);
    }
    return last;
  }

  private static String describe(Run run) {
    double swept = run.sweep.millis() / 1e3;
    return String.format(
        Locale.ROOT,
        "swept %d vertices in %.2f s, %.0f a second; %s; %d checkpoints since the"
            + " announcement, %d failed, longest of all %d ms; %s",
        run.sweep.vertices(),
        swept,
        run.sweep.vertices() / swept,
        run.latencies,
        run.checkpoints.completed(),
        run.checkpoints.failed(),
        run.checkpoints.longest(),
        run.exact ? "exact" : "NOT EXACT");
  }
}
