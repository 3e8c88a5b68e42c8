// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.graph.Induced;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Context;
import io.anabranch.model.sage.Objective;
import io.anabranch.model.sage.SageExport;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.SageTrainer;
import io.anabranch.model.sage.Split;
import io.anabranch.model.sage.SupervisedObjective;
import io.anabranch.model.sage.Targets;
import io.anabranch.model.sage.UnsupervisedObjective;
import io.anabranch.model.training.EarlyStopping;
import io.anabranch.model.training.LogisticRegression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * GraphSAGE on one graph. It is evaluated by the code that serves, every layer hearing all
 * in-neighbors; embeddings that were learnt without labels by a logistic regression on top.
 */
record SageSession(Request request, NodeDataSet dataSet, AttributedGraph graph, SageNetwork network)
    implements Session {

  @Override
  public String data() {
    return VertexData.describe(dataSet);
  }

  @Override
  public Widths widths() {
    return new Widths(dataSet.features().columns(), dataSet.classes(), 0);
  }

  @Override
  public int epochs() {
    return settings().count("epochs");
  }

  @Override
  public String validationMetric() {
    return SageTraining.supervised(settings()) ? "validation_accuracy" : "validation_ranking";
  }

  @Override
  public void train(Consumer<Epoch> listener) {
    VertexData.requireTrainable(dataSet);
    int patience = settings().count("patience");
    Recipe recipe =
        new Recipe(epochs(), settings().number("rate"), () -> EarlyStopping.lowestLoss(patience));
    SageTrainer.train(
        objective(),
        recipe,
        e -> listener.accept(new Epoch(e.number(), e.loss(), e.validationAccuracy())));
  }

  private Objective objective() {
    BatchPlan plan =
        new BatchPlan(settings().count("batch"), SageSampling.fanouts(settings()), request.seed());
    if (SageTraining.supervised(settings())) {
      Split split = new Split(dataSet.train(), dataSet.validation());
      Targets targets = Targets.labels(dataSet.labels());
      return new SupervisedObjective(request.device(), network, seen(), targets, split, plan);
    }
    Context context =
        new Context(
            settings().count("walks"),
            settings().count("walk-length"),
            settings().count("negatives"),
            settings().number("negative-weight"));
    Split split = new Split(starts(), dataSet.validation());
    try {
      return new UnsupervisedObjective(request.device(), network, seen(), context, split, plan);
    } catch (IllegalArgumentException e) {
      throw new TrainingException("the data set: expected " + e.getMessage(), e);
    }
  }

  /** What may be learnt from: without its test vertices, when they are to come as unseen. */
  private AttributedGraph seen() {
    return settings().flag("inductive")
        ? new AttributedGraph(Induced.without(dataSet.graph(), dataSet.test()), graph.features())
        : graph;
  }

  /** Where walks begin: vertices that are for nothing else. */
  private int[] starts() {
    boolean[] apart = new boolean[dataSet.labels().length];
    IntStream.concat(IntStream.of(dataSet.test()), IntStream.of(dataSet.validation()))
        .forEach(v -> apart[v] = true);
    return IntStream.range(0, apart.length).filter(v -> !apart[v]).toArray();
  }

  @Override
  public Evaluation evaluate() {
    Matrix z = new io.anabranch.model.sage.Evaluation(request.device(), graph).outputs(network);
    SortedMap<String, Double> metrics = new TreeMap<>();
    LogisticRegression onTop =
        SageTraining.supervised(settings()) || dataSet.train().length == 0 ? null : onTop(z);
    VertexData.splits(dataSet)
        .forEach(
            (split, rows) -> {
              if (rows.length > 0 && (onTop != null || SageTraining.supervised(settings()))) {
                metrics.put(split + "_accuracy", accuracy(z, rows, onTop));
              }
            });
    return new Evaluation(metrics, z, dataSet.labels());
  }

  private LogisticRegression onTop(Matrix z) {
    return LogisticRegression.fit(
        request.device(),
        z,
        dataSet.labels(),
        dataSet.classes(),
        dataSet.train(),
        LogisticRegression.Settings.USUAL);
  }

  private double accuracy(Matrix z, int[] rows, LogisticRegression onTop) {
    if (onTop != null) {
      return onTop.accuracy(z, dataSet.labels(), rows);
    }
    int n = z.columns();
    Matrix chosen = Matrix.zeros(rows.length, n);
    for (int k = 0; k < rows.length; k++) {
      System.arraycopy(z.values(), rows[k] * n, chosen.values(), k * n, n);
    }
    return Targets.labels(dataSet.labels()).score(chosen, rows);
  }

  @Override
  public Path write(Identity identity) throws IOException {
    return network.isServed()
        ? ModelArtifacts.write(
            SageExport.model(
                network,
                identity.name(),
                identity.version(),
                SageSampling.served(settings(), request.seed()),
                identity.card()),
            identity.root())
        : keeping().write(identity);
  }

  @Override
  public void load(Path dir) throws ArtifactException {
    Weights.PLAIN.load(
        LstmBiases.added(NetworkArtifacts.read(dir).tensors()), network.parameters());
  }

  private Keeping keeping() {
    return new Keeping("sage", Weights.PLAIN, network.parameters());
  }

  private Settings settings() {
    return request.settings();
  }
}
