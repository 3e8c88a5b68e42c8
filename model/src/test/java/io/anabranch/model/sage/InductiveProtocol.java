// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.Induced;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.network.Propagation;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.sampling.Fanouts.TooFew;
import io.anabranch.model.training.EarlyStopping;
import io.anabranch.model.training.LogisticRegression;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A program that learns embeddings without labels on the graph without its test vertices, embeds
 * them unseen, and prints the test accuracy of a logistic regression on top, beside raw features,
 * random weights and propagated features: {@code InductiveProtocol SET SEEDS key=value...}. The
 * decay of the regression is chosen on the validation vertices.
 */
final class InductiveProtocol {

  private static final float[] DECAYS = {0, 1e-4f, 3e-4f, 1e-3f, 3e-3f, 1e-2f, 3e-2f};

  private final Device device = Device.cpu();
  private final NodeDataSet data;
  private final String[] args;
  private final Features features;

  private InductiveProtocol(String[] args) {
    this.args = args;
    this.data = NodeDataSetReader.read(DataSetFiles.real(args[0]));
    this.features = Features.of(rows());
  }

  public static void main(String[] args) {
    new InductiveProtocol(args).run();
  }

  private void run() {
    Matrix raw = Matrix.of(features.vertices(), features.width(), features.dense());
    Matrix scaled = raw;
    if (!given("skip", "").contains("base")) {
      print("raw features", judge(scaled));
      Matrix s2x = propagate(propagate(scaled));
      print("S2X, untrained", judge(s2x));
    }
    int seeds = Integer.parseInt(args[1]);
    double[] random = new double[seeds];
    double[] trained = new double[seeds];
    double[] validation = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      SageNetwork network = new SageNetwork(settings(), features.width(), seed);
      random[seed] = judge(embed(network))[1];
      train(network, seed);
      double[] judged = judge(embed(network));
      validation[seed] = judged[0];
      trained[seed] = judged[1];
    }
    String all = String.join(" ", args);
    System.out.printf(
        Locale.ROOT,
        "%s: random weights %.1f, trained: validation %.1f, test %.2f +- %.2f%n",
        all,
        mean(random),
        mean(validation),
        mean(trained),
        deviation(trained));
  }

  private SparseMatrix rows() {
    SparseMatrix x =
        given("features", "normalised").equals("raw")
            ? data.features()
            : data.rowNormalisedFeatures();
    float factor = Float.parseFloat(given("scale", "1"));
    float[] values = x.values().clone();
    for (int e = 0; e < values.length; e++) {
      values[e] *= factor;
    }
    return x.withValues(values);
  }

  private SageSettings settings() {
    Aggregation aggregation = Aggregation.valueOf(given("aggregation", "MEAN"));
    Activation first = Activation.valueOf(given("activation", "RELU"));
    boolean normalise = Boolean.parseBoolean(given("normalise", "false"));
    boolean last = Boolean.parseBoolean(given("last", given("normalise", "false")));
    int hidden = Integer.parseInt(given("hidden", "128"));
    int width = Integer.parseInt(given("width", "128"));
    return new SageSettings(
        aggregation,
        List.of(
            new LayerShape(hidden, first, normalise), new LayerShape(width, Activation.NONE, last)),
        64,
        Float.parseFloat(given("dropout", "0")),
        Float.parseFloat(given("decay", "0")));
  }

  private void train(SageNetwork network, long seed) {
    AttributedGraph seen =
        new AttributedGraph(Induced.without(data.graph(), data.test()), features);
    Context context =
        new Context(
            Integer.parseInt(given("walks", "5")),
            Integer.parseInt(given("length", "5")),
            Integer.parseInt(given("negatives", "200")),
            Float.parseFloat(given("q", "1")));
    boolean[] apart = new boolean[features.vertices()];
    Arrays.stream(data.test()).forEach(v -> apart[v] = true);
    Arrays.stream(data.validation()).forEach(v -> apart[v] = true);
    int[] starts = IntStream.range(0, apart.length).filter(v -> !apart[v]).toArray();
    int fanout = Integer.parseInt(given("fanout", "0"));
    Fanouts fanouts =
        fanout == 0 ? Fanouts.all(2) : new Fanouts(List.of(fanout, fanout), TooFew.REPEAT);
    UnsupervisedObjective objective =
        new UnsupervisedObjective(
            device,
            network,
            seen,
            context,
            new Split(starts, data.validation()),
            new BatchPlan(Integer.parseInt(given("batch", "512")), fanouts, seed));
    int patience = Integer.parseInt(given("patience", "10"));
    Recipe recipe =
        new Recipe(
            Integer.parseInt(given("epochs", "50")),
            Float.parseFloat(given("rate", "0.001")),
            () -> EarlyStopping.lowestLoss(patience));
    boolean tell = Boolean.parseBoolean(given("tell", "false"));
    SageTrainer.train(
        objective,
        recipe,
        e -> {
          if (tell) {
            double[] now = judge(embed(network));
            System.out.printf(
                Locale.ROOT,
                "  epoch %d: loss %.4f, validation loss %.4f, ranking %.3f; %.1f %.1f%n",
                e.number(),
                e.loss(),
                e.validationLoss(),
                e.validationAccuracy(),
                100 * now[0],
                100 * now[1]);
          }
        });
  }

  /** All vertices of the whole graph, the unseen among them. */
  private Matrix embed(SageNetwork network) {
    return new Evaluation(device, new AttributedGraph(data.graph(), features)).outputs(network);
  }

  private Matrix propagate(Matrix x) {
    Matrix y = Matrix.zeros(x.rows(), x.columns());
    device.addProduct(Propagation.renormalised(data.graph()), x, y);
    return y;
  }

  /** Validation and test accuracy under the decay that is best in validation. */
  private double[] judge(Matrix z) {
    double[] best = {-1, -1};
    for (float decay : DECAYS) {
      LogisticRegression model =
          LogisticRegression.fit(
              device,
              z,
              data.labels(),
              data.classes(),
              data.train(),
              LogisticRegression.Settings.USUAL.withDecay(decay));
      double validation = model.accuracy(z, data.labels(), data.validation());
      if (validation > best[0]) {
        best = new double[] {validation, model.accuracy(z, data.labels(), data.test())};
      }
    }
    return best;
  }

  private String given(String key, String otherwise) {
    return Arrays.stream(args)
        .filter(a -> a.startsWith(key + "="))
        .map(a -> a.substring(key.length() + 1))
        .findFirst()
        .orElse(otherwise);
  }

  private static void print(String what, double[] judged) {
    System.out.printf(
        Locale.ROOT, "%s: validation %.1f, test %.1f%n", what, 100 * judged[0], 100 * judged[1]);
  }

  private static double mean(double[] values) {
    return 100 * Arrays.stream(values).average().orElse(0);
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return 100 * Math.sqrt(squares / Math.max(1, values.length - 1));
  }
}
