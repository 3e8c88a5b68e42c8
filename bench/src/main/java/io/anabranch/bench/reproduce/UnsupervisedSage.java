// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.Induced;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.network.Propagation;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Context;
import io.anabranch.model.sage.Evaluation;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.LayerShape;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.sage.SageTrainer;
import io.anabranch.model.sage.Split;
import io.anabranch.model.sage.UnsupervisedObjective;
import io.anabranch.model.training.EarlyStopping;
import io.anabranch.model.training.LogisticRegression;
import java.util.List;
import java.util.stream.IntStream;

/**
 * GraphSAGE without labels: it learns on the graph without its test vertices, then embeds them
 * unseen. All embeddings are judged by a logistic regression, whose decay is chosen on the
 * validation vertices; beside it stand raw features, random weights, and S2X, features propagated
 * twice and nothing learnt.
 */
record UnsupervisedSage() implements Experiment {

  private static final int EPOCHS = 30;
  private static final float SCALE = 5;
  private static final Context CONTEXT = new Context(2, 3, 200, 1);
  private static final Recipe RECIPE =
      new Recipe(EPOCHS, 0.001f, () -> EarlyStopping.lowestLoss(3));
  private static final SageSettings SETTINGS =
      new SageSettings(
          Aggregation.MEAN,
          List.of(
              new LayerShape(512, Activation.RELU, false),
              new LayerShape(256, Activation.NONE, true)),
          1,
          0,
          0);
  private static final float[] DECAYS = {0, 1e-4f, 3e-4f, 1e-3f, 3e-3f, 1e-2f, 3e-2f};

  @Override
  public String id() {
    return "sage-unsupervised";
  }

  @Override
  public String title() {
    return "unsupervised, inductive, mean";
  }

  @Override
  public Group group() {
    return Group.SAGE;
  }

  @Override
  public String dataSet() {
    return "cora";
  }

  @Override
  public List<Run> runs(Scale scale) {
    return Run.seeds(scale == Scale.FULL ? 10 : 1, EPOCHS);
  }

  @Override
  public Outcome run(Run run, DataSets sets, Device device) {
    NodeDataSet data = sets.vertices(dataSet());
    Features features = Features.of(DataSets.scaledRows(data, SCALE));
    AttributedGraph whole = new AttributedGraph(data.graph(), features);
    Matrix raw = Matrix.of(features.vertices(), features.width(), features.dense());
    SageNetwork network = new SageNetwork(SETTINGS, features.width(), run.number());
    Evaluation evaluation = new Evaluation(device, whole);
    double rawAccuracy = judge(device, data, raw);
    double random = judge(device, data, evaluation.outputs(network));
    int epochs = train(device, data, features, network, run.number());
    double trained = judge(device, data, evaluation.outputs(network));
    double propagated =
        judge(device, data, propagated(device, data, propagated(device, data, raw)));
    Figures figures =
        Figures.none()
            .with("raw", rawAccuracy)
            .with("random", random)
            .with("trained", trained)
            .with("s2x", propagated)
            .with("gain", trained - rawAccuracy);
    return new Outcome(figures, epochs);
  }

  private static int train(
      Device device, NodeDataSet data, Features features, SageNetwork network, long seed) {
    boolean[] apart = new boolean[features.vertices()];
    IntStream.concat(IntStream.of(data.test()), IntStream.of(data.validation()))
        .forEach(v -> apart[v] = true);
    int[] starts = IntStream.range(0, apart.length).filter(v -> !apart[v]).toArray();
    AttributedGraph seen =
        new AttributedGraph(Induced.without(data.graph(), data.test()), features);
    UnsupervisedObjective objective =
        new UnsupervisedObjective(
            device,
            network,
            seen,
            CONTEXT,
            new Split(starts, data.validation()),
            new BatchPlan(512, BatchPlan.whole(2, seed).fanouts(), seed));
    int[] epochs = new int[1];
    SageTrainer.train(objective, RECIPE, epoch -> epochs[0] = epoch.number() + 1);
    return epochs[0];
  }

  private static Matrix propagated(Device device, NodeDataSet data, Matrix x) {
    Matrix y = Matrix.zeros(x.rows(), x.columns());
    device.addProduct(Propagation.renormalised(data.graph()), x, y);
    return y;
  }

  /** Test accuracy in percent under the decay that is best in validation. */
  private static double judge(Device device, NodeDataSet data, Matrix z) {
    double best = -1;
    double test = 0;
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
      if (validation > best) {
        best = validation;
        test = 100 * model.accuracy(z, data.labels(), data.test());
      }
    }
    return test;
  }

  @Override
  public List<Row> rows() {
    return List.of(
        row("raw features", "59.4", Goal.reported(), "raw"),
        row("random weights", "", Goal.reported(), "random"),
        row("trained", "66.8", Goal.reported(), "trained"),
        row("trained above raw", "7.4", Goal.atLeast(7), "gain"),
        row("S2X, nothing learnt", "81.0", Goal.reported(), "s2x"));
  }

  private static Row row(String measure, String reference, Goal goal, String figure) {
    return new Row(measure, "", reference, goal, Measure.mean(figure));
  }
}
