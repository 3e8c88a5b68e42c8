// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** GAE and VGAE; what the paper has is in its table 1 and, without features, table 2. */
final class LinkExperiments {

  /** How far below the paper's figure a mean may be: the paper's splits are not published. */
  private static final double SLACK = 1.5;

  /** How far from PyTorch's mean on the same splits: only the first weights are others. */
  private static final double CHANCE = 0.5;

  /**
   * Means of ten runs of {@code model/src/test/python/gae_reference.py} on the splits of our runs,
   * by experiment and figure, as far as they were measured.
   */
  private static final Map<String, Double> ON_OUR_SPLITS =
      Map.of(
          "gae-cora " + LinkPrediction.AUC, 91.61,
          "gae-cora " + LinkPrediction.AVERAGE_PRECISION, 92.37,
          "gae-citeseer " + LinkPrediction.AUC, 89.14,
          "gae-citeseer " + LinkPrediction.AVERAGE_PRECISION, 89.90,
          "vgae-cora " + LinkPrediction.AUC, 91.47,
          "vgae-cora " + LinkPrediction.AVERAGE_PRECISION, 92.34);

  private LinkExperiments() {}

  /** AUC and average precision. */
  private record Pair(double auc, double ap) {}

  /** The two parts of an id and of a title. */
  private record Set(String folder, String title) {}

  private static final Set CORA = new Set("cora", "Cora");
  private static final Set CITESEER = new Set("citeseer", "Citeseer");
  private static final Set PUBMED = new Set("pubmed-partial", "Pubmed");

  static List<Experiment> all() {
    List<Experiment> all = new ArrayList<>();
    all.add(with(false, CORA, new Pair(91.0, 92.0), new Pair(91.3, 92.5)));
    all.add(with(false, CITESEER, new Pair(89.5, 89.9), new Pair(88.6, 89.4)));
    all.add(with(true, CORA, new Pair(91.4, 92.6), new Pair(91.6, 92.8)));
    all.add(with(true, CITESEER, new Pair(90.8, 92.0), new Pair(90.2, 91.6)));
    all.add(without(false, CORA, new Pair(84.3, 88.1), new Pair(84.9, 88.5)));
    all.add(without(false, CITESEER, new Pair(78.7, 84.1), new Pair(78.1, 83.7)));
    all.add(without(false, PUBMED, new Pair(82.2, 87.4), new Pair(82.2, 87.5)));
    all.add(without(true, CORA, new Pair(84.0, 87.7), new Pair(85.2, 88.5)));
    all.add(without(true, CITESEER, new Pair(78.9, 84.1), new Pair(77.6, 82.9)));
    all.add(without(true, PUBMED, new Pair(82.7, 87.5), null));
    return all;
  }

  private static Experiment with(boolean variational, Set set, Pair paper, Pair reference) {
    return experiment(variational, true, set, paper, reference);
  }

  private static Experiment without(boolean variational, Set set, Pair paper, Pair reference) {
    return experiment(variational, false, set, paper, reference);
  }

  private static Experiment experiment(
      boolean variational, boolean features, Set set, Pair paper, Pair reference) {
    boolean large = set.equals(PUBMED);
    String id =
        (variational ? "vgae-" : "gae-")
            + set.title().toLowerCase(Locale.ROOT)
            + (features ? "" : "-plain");
    return new LinkPrediction(
        id,
        (variational ? "VGAE" : "GAE") + (features ? ", " : " without features, ") + set.title(),
        set.folder(),
        variational,
        features,
        large ? 0 : 3,
        large ? 3 : 10,
        List.of(
            row(id, "AUC", paper.auc(), reference == null ? 0 : reference.auc()),
            row(id, "average precision", paper.ap(), reference == null ? 0 : reference.ap())));
  }

  private static Row row(String id, String measure, double paper, double reference) {
    String figure = measure.equals("AUC") ? LinkPrediction.AUC : LinkPrediction.AVERAGE_PRECISION;
    Goal goal = Goal.within(SLACK, paper);
    Double onOurSplits = ON_OUR_SPLITS.get(id + " " + figure);
    return new Row(
        measure,
        Double.toString(paper),
        reference == 0 ? "" : Double.toString(reference),
        onOurSplits == null ? goal : goal.and(Goal.near(CHANCE, onOurSplits)),
        Measure.mean(figure));
  }
}
