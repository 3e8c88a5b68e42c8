// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.training.EarlyStopping;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A program that prints test accuracies of supervised GraphSAGE over seeds, the epoch chosen by
 * validation loss: {@code SageCora AGGREGATION SET SEEDS WIDTH DROPOUT DECAY RATE EPOCHS MEMORY
 * SCALE}.
 */
final class SageCora {

  private SageCora() {}

  public static void main(String[] args) {
    Aggregation aggregation = Aggregation.valueOf(args[0]);
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real(args[1]));
    int seeds = Integer.parseInt(args[2]);
    SageSettings settings =
        new SageSettings(
            aggregation,
            List.of(
                new LayerShape(Integer.parseInt(args[3]), Activation.RELU, false),
                new LayerShape(data.classes(), Activation.NONE, false)),
            Integer.parseInt(args[8]),
            Float.parseFloat(args[4]),
            Float.parseFloat(args[5]));
    Recipe recipe =
        new Recipe(
            Integer.parseInt(args[7]),
            Float.parseFloat(args[6]),
            () -> EarlyStopping.lowestLoss(Integer.parseInt(args[7])));
    double[] tests = new double[seeds];
    double[] validations = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      long start = System.nanoTime();
      AttributedGraph graph =
          new AttributedGraph(data.graph(), Features.of(scaled(data, Float.parseFloat(args[9]))));
      SageNetwork network = new SageNetwork(settings, data.features().columns(), seed);
      Device device = Device.cpu();
      int[] best = new int[1];
      double[] lowest = {Double.POSITIVE_INFINITY};
      SageTrainer.train(
          new SupervisedObjective(
              device,
              network,
              graph,
              Targets.labels(data.labels()),
              new Split(data.train(), data.validation()),
              BatchPlan.whole(2, seed)),
          recipe,
          e -> {
            if (e.validationLoss() < lowest[0]) {
              lowest[0] = e.validationLoss();
              best[0] = e.number();
            }
          });
      Evaluation evaluation = new Evaluation(device, graph);
      Matrix logits = evaluation.outputs(network, data.test());
      tests[seed] = 100 * Targets.labels(data.labels()).score(logits, data.test());
      Matrix held = evaluation.outputs(network, data.validation());
      validations[seed] = 100 * Targets.labels(data.labels()).score(held, data.validation());
      System.out.printf(
          Locale.ROOT,
          "seed %d: epoch %d, validation %.1f, test %.1f, %.1f s%n",
          seed,
          best[0],
          validations[seed],
          tests[seed],
          (System.nanoTime() - start) / 1e9);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: validation %.2f, test %.2f +- %.2f%n",
        String.join(" ", args),
        Arrays.stream(validations).average().orElse(0),
        Arrays.stream(tests).average().orElse(0),
        deviation(tests));
  }

  /** Rows of sum 1, times a factor. */
  private static SparseMatrix scaled(NodeDataSet data, float factor) {
    SparseMatrix x = data.rowNormalisedFeatures();
    float[] values = x.values().clone();
    for (int e = 0; e < values.length; e++) {
      values[e] *= factor;
    }
    return x.withValues(values);
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / Math.max(1, values.length - 1));
  }
}
