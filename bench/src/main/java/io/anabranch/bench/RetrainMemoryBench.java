// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.device.Device;
import io.anabranch.model.layer.Sampling;
import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.executor.ExecutorSettings;
import io.anabranch.pipeline.executor.ExecutorTraining;
import io.anabranch.pipeline.executor.LinkTask;
import io.anabranch.pipeline.executor.Task;
import io.anabranch.pipeline.executor.TrainedNetwork;
import io.anabranch.pipeline.executor.TrainingFailedException;
import io.anabranch.pipeline.executor.TrainingSettings;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.retrain.CheckpointSource;
import io.anabranch.pipeline.retrain.FileSource;
import io.anabranch.pipeline.retrain.LocalLearner;
import io.anabranch.pipeline.retrain.RetrainException;
import io.anabranch.pipeline.retrain.RetrainSettings;
import io.anabranch.pipeline.retrain.Retraining;
import io.anabranch.pipeline.retrain.SnapshotSource;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Reads a snapshot and trains GraphSAGE for two epochs, within the heap of this JVM. In two steps,
 * so that what writes the file is not on the heap of what reads it.
 */
@Command(
    name = "retrain-memory",
    mixinStandardHelpOptions = true,
    description = "A snapshot is read and trained on within the heap.")
final class RetrainMemoryBench implements Callable<Integer> {

  private static final int EPOCHS = 2;

  @Option(
      names = "--file",
      required = true,
      description = "The snapshot; or, with --way retrain, the directory of a savepoint.")
  private Path file;

  @Option(names = "--savepoint", description = "With --write: writes a savepoint, too, here.")
  private Path savepoint;

  @Option(names = "--write", description = "Write it, of this graph: ba20k, ba100k or a file.")
  private String graph;

  @Option(names = "--executors", defaultValue = "1")
  private int executors;

  /** What is trained. */
  private enum Way {
    WALKS(RetrainMemoryBench::walks),
    LINKS(RetrainMemoryBench::links),
    RETRAIN(RetrainMemoryBench::retrain);

    private interface Program {
      String run(RetrainMemoryBench bench, Consumer<Epoch> listener) throws Exception;
    }

    private final Program program;

    Way(Program program) {
      this.program = program;
    }

    String train(RetrainMemoryBench bench, Consumer<Epoch> listener) throws Exception {
      return program.run(bench, listener);
    }
  }

  @Option(
      names = "--way",
      defaultValue = "walks",
      description =
          "walks or links, on executors; or retrain, a whole round of retraining in this process.")
  private Way way;

  @Option(names = "--fanouts", split = ",", description = "Default: all; of walks 10,10.")
  private List<Integer> fanouts = List.of();

  private String said = "";

  @Override
  public Integer call() throws Exception {
    return graph == null ? train() : write();
  }

  private int write() throws Exception {
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
    if (savepoint != null) {
      GraphSavepoint.write(stream, savepoint);
    }
    System.out.printf(
        Locale.ROOT,
        "retrain-memory %s: %d edges, a file of %.1f MB%n",
        graph,
        stream.size(),
        Files.size(file) / 1e6);
    return 0;
  }

  private int train() throws Exception {
    long begin = System.nanoTime();
    List<Long> epochs = new ArrayList<>(); // when each was over
    try {
      String what = way.train(this, epoch -> epochs.add(System.nanoTime()));
      System.out.printf(
          Locale.ROOT,
          "retrain-memory, %s: %.1f s in all, an epoch %.1f s; %s. Peak of resident memory %s MB;"
              + " peaks of the heap's pools, garbage and all, %d MB of %d MB%n",
          what,
          (System.nanoTime() - begin) / 1e9,
          (epochs.get(1) - epochs.get(0)) / 1e9,
          said,
          ResidentMemory.peak().isPresent() ? ResidentMemory.peak().getAsLong() : "?",
          peaks() >> 20,
          Runtime.getRuntime().maxMemory() >> 20);
      return 0;
    } catch (TrainingFailedException | RetrainException e) {
      System.out.printf(
          Locale.ROOT,
          "retrain-memory, refused after %.1f s: %s%n",
          (System.nanoTime() - begin) / 1e9,
          e.getMessage());
      return 1;
    }
  }

  /** Two epochs of pairs of walks, in mini-batches of sampled neighborhoods. */
  private String walks(Consumer<Epoch> listener) throws Exception {
    TrainingSettings settings =
        TrainingSettings.unsupervised(1)
            .with(
                new TrainingSettings.Learning(
                    EPOCHS, 0.003f, EPOCHS, 512, fanouts.isEmpty() ? List.of(10, 10) : fanouts));
    return executors(settings, "pairs of walks", listener);
  }

  /** Two epochs of what retraining learns. */
  private String links(Consumer<Epoch> listener) throws Exception {
    LinkLearning learning =
        new LinkLearning(
            SageSettings.of(Aggregation.MEAN, false, Models.WIDTH, Models.WIDTH),
            fanouts.isEmpty() ? Sampling.ALL : new Sampling(fanouts, Sampling.Order.HASH, 1),
            LinkRecipe.USUAL.withEpochs(EPOCHS));
    return executors(new LinkTask(learning, 1), "edges that came next", listener);
  }

  private String executors(Task task, String what, Consumer<Epoch> listener) throws Exception {
    TrainedNetwork trained =
        new ExecutorTraining(StreamExecutionEnvironment.createLocalEnvironment(), listener)
            .train(
                file.toUri(),
                task,
                ExecutorSettings.of(executors, "cpu").within(Duration.ofMinutes(5)));
    said = "validation %.4f".formatted(trained.best().validationAccuracy());
    return "%d executors, %s".formatted(executors, what);
  }

  /** A whole round in this process: read, learn two epochs, compare, publish. */
  private String retrain(Consumer<Epoch> listener) throws Exception {
    boolean saved = Files.isDirectory(file);
    SnapshotSource source =
        saved
            ? new CheckpointSource(GraphSavepoint.config(), file.toUri())
            : new FileSource(file.toUri());
    long begin = System.nanoTime();
    GraphSnapshot graph = source.take(Models.WIDTH);
    double read = (System.nanoTime() - begin) / 1e9;
    Path registry = Scratch.directory();
    Device device = Device.cpu(Runtime.getRuntime().availableProcessors());
    RetrainSettings settings =
        new RetrainSettings(
            0.15, 1, 1, LinkRecipe.USUAL.withEpochs(EPOCHS), 0, fanouts, false, List.of());
    Retraining.Round round =
        new Retraining(
                ModelRegistry.at(registry.toUri()),
                Models.twoLayers(),
                new LocalLearner(device, "cpu"),
                device,
                settings)
            .run(graph, "a file", listener);
    said = "read in %.1f s, AUC %+.4f".formatted(read, round.challenge().gain());
    return "a round of retraining from a "
        + (saved ? "savepoint" : "snapshot")
        + (fanouts.isEmpty() ? "" : ", fan-outs " + fanouts);
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
