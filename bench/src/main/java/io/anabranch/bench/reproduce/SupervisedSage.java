// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.device.Device;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.Aggregation;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Evaluation;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.LayerShape;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageSettings;
import io.anabranch.model.sage.SageTrainer;
import io.anabranch.model.sage.Split;
import io.anabranch.model.sage.SupervisedObjective;
import io.anabranch.model.sage.Targets;
import io.anabranch.model.training.EarlyStopping;
import java.util.List;

/** GraphSAGE with labels on Cora's split, whole graph at once, epoch chosen by validation loss. */
record SupervisedSage(Aggregation aggregation, String name, int fullRuns, Choice choice, Row row)
    implements Experiment {

  private static final int QUICK_RUNS = 2;

  /**
   * What is chosen on the validation vertices.
   *
   * @param width of the hidden layer
   * @param decay of all weights but biases
   * @param scale what rows of features sum to
   */
  record Choice(int width, float decay, float rate, int epochs, float scale) {

    /** As the paper's GCN has it on Cora. */
    static final Choice USUAL = new Choice(16, 5e-4f, 0.01f, 200, 1);

    Recipe recipe() {
      return new Recipe(epochs, rate, () -> EarlyStopping.lowestLoss(epochs));
    }
  }

  @Override
  public String id() {
    return "sage-" + name;
  }

  @Override
  public String title() {
    return "supervised, " + name;
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
    return Run.seeds(scale == Scale.FULL ? fullRuns : QUICK_RUNS, choice.epochs());
  }

  @Override
  public Outcome run(Run run, DataSets sets, Device device) {
    NodeDataSet data = sets.vertices(dataSet());
    AttributedGraph graph =
        new AttributedGraph(data.graph(), Features.of(DataSets.scaledRows(data, choice.scale())));
    SageNetwork network =
        new SageNetwork(settings(data.classes()), graph.features().width(), run.number());
    Targets targets = Targets.labels(data.labels());
    Split split = new Split(data.train(), data.validation());
    BatchPlan plan = BatchPlan.whole(2, run.number());
    int[] epochs = new int[1];
    SageTrainer.train(
        new SupervisedObjective(device, network, graph, targets, split, plan),
        choice.recipe(),
        epoch -> epochs[0] = epoch.number() + 1);
    Evaluation evaluation = new Evaluation(device, graph);
    double test = targets.score(evaluation.outputs(network, data.test()), data.test());
    double validation =
        targets.score(evaluation.outputs(network, data.validation()), data.validation());
    Figures figures =
        Figures.none()
            .with(VertexClassification.ACCURACY, 100 * test)
            .with("validation_accuracy", 100 * validation);
    return new Outcome(figures, epochs[0]);
  }

  private SageSettings settings(int classes) {
    List<LayerShape> layers =
        List.of(
            new LayerShape(choice.width(), Activation.RELU, false),
            new LayerShape(classes, Activation.NONE, false));
    return new SageSettings(aggregation, layers, 64, 0.5f, choice.decay());
  }

  @Override
  public List<Row> rows() {
    return List.of(row);
  }
}
