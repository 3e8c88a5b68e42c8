// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.model.training.ParameterValues;
import io.anabranch.pipeline.executor.ExecutorSettings;
import io.anabranch.pipeline.executor.ExecutorTraining;
import io.anabranch.pipeline.executor.TrainedNetwork;
import io.anabranch.pipeline.executor.TrainingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One data set on several numbers of executors, each twice: time, metric, and whether bits agree.
 */
@Command(
    name = "executors",
    mixinStandardHelpOptions = true,
    description = "Data-parallel training on 1 and 2 executors.")
final class ExecutorsBench implements Callable<Integer> {

  @Option(names = "--data", required = true, description = "The folder of the data sets.")
  private Path data;

  @Option(names = "--counts", split = ",", defaultValue = "1,2", description = "Of executors.")
  private List<Integer> counts;

  @Option(names = "--every", defaultValue = "5", description = "Steps between averages.")
  private int every;

  @Override
  public Integer call() throws Exception {
    Path file = Files.createTempFile("anabranch-executors", ".safetensors");
    try {
      SnapshotFile.write(snapshot(NodeDataSetReader.read(data.resolve("cora"))), file);
      boolean same = true;
      for (int count : counts) {
        same &= report(file, count);
      }
      return same ? 0 : 1;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Trains twice; the first epoch of each begins with the reading of the snapshot. */
  private boolean report(Path file, int count) throws Exception {
    float[] before = null;
    boolean same = true;
    for (int run = 0; run < 2; run++) {
      List<Long> ends = new ArrayList<>();
      long begin = System.nanoTime();
      TrainedNetwork trained =
          new ExecutorTraining(
                  StreamExecutionEnvironment.createLocalEnvironment(),
                  epoch -> ends.add(System.nanoTime()))
              .train(file.toUri(), settings(), ExecutorSettings.of(count, "cpu").every(every));
      double whole = (System.nanoTime() - begin) / 1e9;
      float[] weights = ParameterValues.of(trained.network().parameters());
      same &= before == null || Arrays.equals(before, weights);
      before = weights;
      Epoch best = trained.best();
      System.out.printf(
          Locale.ROOT,
          "%d executors, run %d, on %s: %.1f s in all, %d epochs; best is epoch %d, validation loss"
              + " %.4f, accuracy %.4f%n",
          count,
          run + 1,
          trained.devices(),
          whole,
          ends.size(),
          best.number(),
          best.validationLoss(),
          best.validationAccuracy());
    }
    System.out.printf(
        "%d executors: both runs have %s weights%n", count, same ? "the same" : "different");
    return same;
  }

  private static TrainingSettings settings() {
    return new TrainingSettings(
        new TrainingSettings.Network(Aggregation.MEAN, List.of(32, 7), false, 0.5f, 5e-4f),
        new TrainingSettings.Learning(10, 0.01f, 10, 64, List.of(10, 10)),
        null,
        Long.MAX_VALUE,
        0.3,
        1);
  }

  private static GraphSnapshot snapshot(NodeDataSet cora) {
    SparseMatrix x = cora.rowNormalisedFeatures();
    SnapshotBuilder builder = new SnapshotBuilder(x.columns());
    for (int v = 0; v < cora.labels().length; v++) {
      float[] row = new float[x.columns()];
      for (int p = x.offsets()[v]; p < x.offsets()[v + 1]; p++) {
        row[x.columnOf()[p]] = x.values()[p];
      }
      builder.vertex(name(v), row, cora.labels()[v] < 0 ? null : "class " + cora.labels()[v]);
    }
    InNeighbors graph = cora.graph();
    for (int v = 0; v < graph.vertexCount(); v++) {
      for (int e = graph.start(v); e < graph.end(v); e++) {
        builder.edge(name(graph.source(e)), name(v), "", 0, 1f);
      }
    }
    return builder.build(new GraphSnapshot.Origin("cora", 0, true));
  }

  private static String name(int vertex) {
    return String.format(Locale.ROOT, "%07d", vertex);
  }
}
