// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.executor.ExecutorSettings;
import io.anabranch.pipeline.executor.ExecutorTraining;
import io.anabranch.pipeline.executor.TrainedNetwork;
import io.anabranch.pipeline.executor.TrainingFailedException;
import io.anabranch.pipeline.executor.TrainingSettings;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Reads a snapshot and trains GraphSAGE for one epoch, within the heap of this JVM. In two steps,
 * so that what writes the file is not on the heap of what reads it.
 */
@Command(
    name = "retrain-memory",
    mixinStandardHelpOptions = true,
    description = "A snapshot is read and trained on within the heap.")
final class RetrainMemoryBench implements Callable<Integer> {

  @Option(names = "--file", required = true, description = "The snapshot.")
  private Path file;

  @Option(names = "--write", description = "Write it, of this graph: ba20k, ba100k or a file.")
  private String graph;

  @Option(names = "--executors", defaultValue = "1")
  private int executors;

  @Override
  public Integer call() throws Exception {
    return graph == null ? train() : write();
  }

  private int write() throws IOException {
    EdgeStream stream = EdgeStream.of(graph);
    SnapshotBuilder builder = new SnapshotBuilder(Models.WIDTH);
    for (GraphEvent event : stream.features(Models.WIDTH)) {
      FeaturesEvent features = (FeaturesEvent) event;
      builder.vertex(features.vertex(), features.features(), null);
    }
    for (int e = 0; e < stream.size(); e++) {
      builder.edge(
          Integer.toString(stream.sources()[e]), Integer.toString(stream.targets()[e]), "", e, 1f);
    }
    SnapshotFile.write(builder.build(new GraphSnapshot.Origin(graph, 0, false)), file);
    System.out.printf(
        Locale.ROOT,
        "retrain-memory %s: %d edges, a file of %.1f MB%n",
        graph,
        stream.size(),
        Files.size(file) / 1e6);
    return 0;
  }

  /** One epoch of pairs of walks, in mini-batches of sampled neighborhoods. */
  private int train() throws Exception {
    TrainingSettings usual = TrainingSettings.unsupervised(1);
    TrainingSettings settings =
        usual.with(new TrainingSettings.Learning(1, 0.003f, 1, 512, List.of(10, 10)));
    long begin = System.nanoTime();
    try {
      TrainedNetwork trained =
          new ExecutorTraining(StreamExecutionEnvironment.createLocalEnvironment(), e -> {})
              .train(
                  file.toUri(),
                  settings,
                  ExecutorSettings.of(executors, "cpu").within(Duration.ofMinutes(5)));
      System.out.printf(
          Locale.ROOT,
          "retrain-memory, %d executors: read, trained for one epoch and validated in %.1f s; ranking"
              + " %.4f; peaks of the"
              + " heap's pools, garbage and all, %d MB of %d MB%n",
          executors,
          (System.nanoTime() - begin) / 1e9,
          trained.best().validationAccuracy(),
          peaks() >> 20,
          Runtime.getRuntime().maxMemory() >> 20);
      return 0;
    } catch (TrainingFailedException e) {
      System.out.printf(
          Locale.ROOT,
          "retrain-memory, refused after %.1f s: %s%n",
          (System.nanoTime() - begin) / 1e9,
          e.getMessage());
      return 1;
    }
  }

  /** Each pool's, whenever it was: an upper bound of the heap's. */
  private static long peaks() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(RetrainMemoryBench::peak)
        .sum();
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }
}
