// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.broker.BrokerProcess;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The live job for minutes on end, in a heap of fixed size: edges come and expire at the same pace,
 * so the state stays as large as it is, and so must the heap. The broker is a process of its own.
 */
@Command(name = "soak", mixinStandardHelpOptions = true, description = "A long run.")
final class SoakBench implements Callable<Integer> {

  private static final long BEGIN = 1_700_000_000_000L;
  private static final double FLAT = 1.05; // the last third against the one before

  @Option(names = "--minutes", defaultValue = "10", description = "${DEFAULT-VALUE}")
  private int minutes;

  @Option(names = "--vertices", defaultValue = "5000", description = "${DEFAULT-VALUE}")
  private int vertices;

  @Option(names = "--rate", defaultValue = "1000", description = "edges/s")
  private int rate;

  @Option(names = "--backend", defaultValue = "heap", description = "heap or rocksdb")
  private String backend;

  private final SplittableRandom random = new SplittableRandom(1);
  private long clock = BEGIN;

  @Override
  public Integer call() throws Exception {
    Path directory = Scratch.directory();
    List<Long> used = new ArrayList<>();
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"), 0);
        LiveJob job =
            new LiveJob(
                broker.bootstrapServers(),
                "soak",
                Models.twoLayers(),
                directory,
                List.of(
                    "state.backend=" + backend, "events.allowed-lateness=1s", "edge.ttl=20s"))) {
      job.send(features(), ReplayOptions.FLAT_OUT);
      long end = System.nanoTime() + minutes * 60_000_000_000L;
      while (System.nanoTime() < end) {
        job.send(edges(10), ReplayOptions.atRate(rate)); // ten seconds of event time
        used.add(UsedHeap.bytes());
      }
      boolean exact = job.verify(job.settle()).isExact();
      return report(used, exact);
    }
  }

  private int report(List<Long> used, boolean exact) {
    int third = used.size() / 3;
    long middle = most(used.subList(third, 2 * third));
    long last = most(used.subList(2 * third, used.size()));
    boolean flat = last <= FLAT * middle;
    System.out.printf(
        Locale.ROOT,
        "soak %s, %d minutes, %d edges/s, edges live 20 s, heap of at most %d MB:"
            + " after GC at most %d, %d, %d MB by thirds; %s; %s%n",
        backend,
        minutes,
        rate,
        Runtime.getRuntime().maxMemory() >> 20,
        most(used.subList(0, third)) >> 20,
        middle >> 20,
        last >> 20,
        flat ? "flat" : "GROWS",
        exact ? "exact" : "NOT EXACT");
    return flat && exact ? 0 : 1;
  }

  private static long most(List<Long> used) {
    return used.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private List<GraphEvent> features() {
    List<GraphEvent> events = new ArrayList<>();
    for (int v = 0; v < vertices; v++) {
      events.add(new FeaturesEvent("v" + v, clock, Models.features(random, Models.WIDTH)));
    }
    return events;
  }

  private List<GraphEvent> edges(int seconds) {
    List<GraphEvent> events = new ArrayList<>();
    for (int i = 0; i < rate * seconds; i++) {
      clock += i % rate == 0 ? 1_000 : 0;
      String src = "v" + random.nextInt(vertices);
      events.add(EdgeEvent.add(src, "v" + random.nextInt(vertices), clock));
    }
    return events;
  }
}
