// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.model.dataset.GraphDataSetReader;
import io.anabranch.model.dataset.VertexFeatures;
import io.anabranch.model.device.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A program that prints a cross-validation in three columns and the time of an epoch: {@code
 * GraphClassification MODEL SET FEATURES FOLDS EPOCHS THREADS}; FEATURES is labels or attributes.
 * Run with the working directory in this module. System properties: limit (vertices, 1000), hidden
 * (width of layers), seed, and held (true: the honest column alone, for choosing settings).
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
    Clock clock = new Clock();
    for (int fold = 0; fold < folds; fold++) {
      String[] dropped = validation.dropped(fold);
      if (dropped.length > 0) {
        print("fold %d: dropped test graphs %s%n", fold + 1, Arrays.toString(dropped));
      }
      Curve honest = validation.held(fold, epochs, clock);
      held.add(honest);
      Curve other = Boolean.getBoolean("held") ? honest : validation.whole(fold, epochs, clock);
      whole.add(other);
      print(
          "fold %d: best %.1f; chosen epoch %d, validation %.1f, test %.1f; %.0f ms/epoch%n",
          fold + 1,
          100 * Arrays.stream(other.test()).max().orElse(0),
          honest.chosen() + 1,
          100 * honest.validation()[honest.chosen()],
          100 * honest.test()[honest.chosen()],
          clock.best());
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
    print("%.0f ms/epoch best, with scoring of %d folds%n", clock.best(), 2);
  }

  /** The shortest time from one epoch to the next. */
  private static final class Clock implements CrossValidation.Listener {

    private long last;
    private long shortest = Long.MAX_VALUE;

    @Override
    public void after(int epoch, double loss) {
      long now = System.nanoTime();
      shortest = epoch == 0 ? shortest : Math.min(shortest, now - last);
      last = now;
      if (Boolean.getBoolean("losses")) {
        print("epoch %d: loss %.4f%n", epoch + 1, loss);
      }
    }

    double best() {
      return shortest / 1e6;
    }
  }

  private static void print(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format, arguments);
  }
}
