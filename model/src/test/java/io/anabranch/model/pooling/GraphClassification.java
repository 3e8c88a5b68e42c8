// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.GraphDataSetReader;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.device.Device;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A program that prints a cross-validation in three columns and the time of an epoch: {@code
 * GraphClassification MODEL SET FEATURES FOLDS EPOCHS THREADS}; FEATURES is labels or attributes.
 * Run with the working directory in this module. System properties: limit (vertices, 1000), hidden
 * (width of layers), seed, timed (epochs), losses (true: each epoch's is printed) and held (true:
 * the honest column alone, for choosing settings).
 */
final class GraphClassification {

  private GraphClassification() {}

  public static void main(String[] args) {
    VertexFeatures features =
        switch (args[2]) {
          case "labels" -> VertexFeatures.LABELS;
          case "attributes" -> VertexFeatures.LABELS_AND_ATTRIBUTES;
          default ->
              throw new IllegalArgumentException(
                  "features are labels or attributes; got " + args[2]);
        };
    GraphDataSet data = GraphDataSetReader.read(DataSetFiles.real(args[1]), features);
    PoolingSettings settings = PoolingSettings.named(args[0]);
    CrossValidation validation =
        new CrossValidation(
            Device.cpu(Integer.parseInt(args[5])),
            data,
            settings.withHidden(Integer.getInteger("hidden", settings.hidden())),
            GraphRecipe.DIFFPOOL,
            Integer.getInteger("limit", 1000),
            Long.getLong("seed", 1));
    print(
        "%s %s %s: %d graphs, %d above the limit of %d vertices%n",
        args[0],
        args[1],
        args[2],
        data.count(),
        data.above(validation.limit()).length,
        validation.limit());
    run(validation, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
  }

  private static void run(CrossValidation validation, int folds, int epochs) {
    List<Curve> whole = new ArrayList<>();
    List<Curve> held = new ArrayList<>();
    CrossValidation.Listener listener = GraphClassification::tell;
    for (int fold = 0; fold < folds; fold++) {
      String[] dropped = validation.dropped(fold);
      if (dropped.length > 0) {
        print("fold %d: dropped test graphs %s%n", fold + 1, Arrays.toString(dropped));
      }
      Curve honest = validation.held(fold, epochs, listener);
      held.add(honest);
      Curve other = Boolean.getBoolean("held") ? honest : validation.whole(fold, epochs, listener);
      whole.add(other);
      print(
          "fold %d: best %.1f; chosen epoch %d, validation %.1f, test %.1f%n",
          fold + 1,
          100 * Arrays.stream(other.test()).max().orElse(0),
          honest.chosen() + 1,
          100 * honest.validation()[honest.chosen()],
          100 * honest.test()[honest.chosen()]);
    }
    FoldResults results = FoldResults.of(whole, held);
    print(
        "best epoch per fold %.2f, maximum of the fold mean %.2f, chosen on a validation fold"
            + " %.2f +- %.2f (validation %.2f)%n",
        100 * results.best(),
        100 * results.maximum(),
        100 * results.chosen(),
        100 * results.chosenDeviation(),
        100 * results.validation());
    time(validation);
  }

  private static void tell(int epoch, double loss) {
    if (Boolean.getBoolean("losses")) {
      print("epoch %d: loss %.4f%n", epoch + 1, loss);
    }
  }

  /**
   * The best and the median of epochs over the nine folds that are not the first: forward,
   * backward, step, no scoring. The processor time of this thread says more than the clock where
   * others keep the cores busy.
   */
  private static void time(CrossValidation validation) {
    GraphDataSet data = validation.data();
    int[] learning =
        IntStream.range(0, data.count())
            .filter(g -> data.folds()[g] > 0 && data.vertices().size(g) <= validation.limit())
            .toArray();
    GraphInputs inputs = new GraphInputs(data, learning, validation.settings());
    int largest = IntStream.of(learning).map(data.vertices()::size).max().orElse(0);
    PoolingNetwork network =
        new PoolingNetwork(validation.settings(), inputs.width(), largest, data.classes(), 1);
    GraphTrainer trainer =
        new GraphTrainer(validation.device(), inputs, network, validation.recipe(), 1);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] clock = new double[Math.max(1, Integer.getInteger("timed", 20))];
    double[] processor = new double[clock.length];
    for (int e = 0; e < clock.length; e++) {
      long start = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      trainer.epoch(e, learning);
      clock[e] = (System.nanoTime() - start) / 1e6;
      processor[e] = (threads.getCurrentThreadCpuTime() - used) / 1e6;
    }
    print("epoch of %d graphs by the clock: %s%n", learning.length, summary(clock));
    print("the same, processor time of one thread: %s%n", summary(processor));
  }

  private static String summary(double[] epochs) {
    Arrays.sort(epochs);
    return String.format(
        Locale.ROOT, "%.0f ms best, %.0f ms median", epochs[0], epochs[epochs.length / 2]);
  }

  private static void print(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format, arguments);
  }
}
