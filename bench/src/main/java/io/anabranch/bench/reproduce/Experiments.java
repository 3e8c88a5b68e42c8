// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.bench.reproduce.SupervisedSage.Choice;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.network.Gat;
import io.anabranch.model.network.Gcn;
import io.anabranch.model.network.Links;
import io.anabranch.model.network.NodeNetwork;
import io.anabranch.model.network.Propagation;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.Aggregation;
import java.util.ArrayList;
import java.util.List;

/** All of them, in the order of the page. */
final class Experiments {

  /** Its inner layer is as wide as the features: it learns too fast for their 140 labels. */
  private static final Choice POOL = new Choice(64, 2e-3f, 0.003f, 60, 5);

  private Experiments() {}

  /** Those that have runs at that scale. */
  static List<Experiment> of(Scale scale) {
    return all().stream().filter(experiment -> !experiment.runs(scale).isEmpty()).toList();
  }

  static List<Experiment> all() {
    List<Experiment> all = new ArrayList<>(vertices());
    all.addAll(sage());
    all.addAll(LinkExperiments.all());
    all.addAll(GraphExperiments.all());
    return all;
  }

  private static List<Experiment> sage() {
    return List.of(
        new SupervisedSage(Aggregation.MEAN, "mean", 20, Choice.USUAL, accuracy("", "80.7", 80)),
        new SupervisedSage(Aggregation.MAX_POOL, "max-pool", 5, POOL, accuracy("", "79.6", 79)),
        new SupervisedSage(Aggregation.GCN, "gcn", 20, Choice.USUAL, reported()),
        new SupervisedSage(Aggregation.LSTM, "lstm", 5, Choice.USUAL, reported()),
        new UnsupervisedSage());
  }

  private static Row reported() {
    return new Row(
        "test accuracy", "", "", Goal.reported(), Measure.mean(VertexClassification.ACCURACY));
  }

  private static List<Experiment> vertices() {
    return List.of(
        gcn("cora", "Cora", "81.5", "81.4 ± 0.7", 81.0),
        gcn("citeseer", "Citeseer", "70.3", "71.0 ± 0.6", 70.3),
        gat("cora", "Cora", "83.0", "83.3 ± 0.5", 82.7),
        gat("citeseer", "Citeseer", "72.5", "72.2 ± 0.6", 71.9));
  }

  private static Experiment gcn(String set, String title, String paper, String ours, double goal) {
    return new VertexClassification(
        "gcn-" + set,
        "GCN, " + title,
        set,
        Experiments::gcn,
        Recipe.GCN,
        5,
        accuracy(paper, ours, goal));
  }

  private static Experiment gat(String set, String title, String paper, String ours, double goal) {
    return new VertexClassification(
        "gat-" + set,
        "GAT, " + title,
        set,
        Experiments::gat,
        Recipe.GAT,
        3,
        accuracy(paper, ours, goal));
  }

  private static Row accuracy(String paper, String reference, double goal) {
    return new Row(
        "test accuracy",
        paper,
        reference,
        Goal.atLeast(goal),
        Measure.mean(VertexClassification.ACCURACY));
  }

  private static NodeNetwork gcn(NodeDataSet data, long seed) {
    return new Gcn(
        Gcn.Settings.PAPER,
        Propagation.renormalised(data.graph()),
        data.rowNormalisedFeatures(),
        data.classes(),
        seed);
  }

  private static NodeNetwork gat(NodeDataSet data, long seed) {
    return new Gat(
        Gat.Settings.PAPER,
        Links.withSelfLoops(data.graph()),
        data.rowNormalisedFeatures(),
        data.classes(),
        seed);
  }
}
