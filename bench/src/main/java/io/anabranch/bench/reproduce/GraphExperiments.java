// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.bench.reproduce.GraphClassification.Extent;
import io.anabranch.model.dataset.VertexFeatures;
import java.util.ArrayList;
import java.util.List;

/** DiffPool and the variants of table 2 of Ying et al. 2018. */
final class GraphExperiments {

  private static final Extent NONE = new Extent(0, 1);

  private GraphExperiments() {}

  /** A model: its name in the program, in an id and in a title; the paper's two figures. */
  private record Variant(String name, String title, String enzymes, String dd) {}

  private static final List<Variant> VARIANTS =
      List.of(
          new Variant("diffpool-det", "DiffPool-DET", "58.33", "75.47"),
          new Variant("diffpool-nolp", "DiffPool-NoLP", "61.95", "79.98"),
          new Variant("sage", "GraphSAGE, mean readout", "54.25", "75.42"),
          new Variant("s2v", "Structure2Vec", "61.10", "78.92"),
          new Variant("s2v-diffpool", "Structure2Vec + 1 DiffPool", "62.86", "80.75"),
          new Variant("s2v-diffpool-2", "Structure2Vec + 2 DiffPool", "63.33", "82.07"));

  static List<Experiment> all() {
    List<Experiment> all = new ArrayList<>();
    for (VertexFeatures features : VertexFeatures.values()) {
      boolean attributes = features == VertexFeatures.LABELS_AND_ATTRIBUTES;
      all.add(
          experiment(
              "diffpool",
              "DiffPool, ENZYMES",
              "enzymes",
              features,
              attributes ? new Extent(10, 50) : NONE,
              new Extent(10, 100),
              rows("62.53", attributes, attributes ? Goal.atLeast(64) : Goal.reported())));
      all.add(
          experiment(
              "diffpool",
              "DiffPool, PROTEINS",
              "proteins",
              features,
              attributes ? new Extent(3, 30) : NONE,
              new Extent(10, 100),
              rows("76.25", false, Goal.within(1.5, 76.25))));
    }
    all.add(
        experiment(
            "diffpool",
            "DiffPool, D&D",
            "dd",
            VertexFeatures.LABELS,
            new Extent(2, 10),
            new Extent(10, 60),
            rows("80.64", false, Goal.within(1.5, 80.64))));
    for (Variant variant : VARIANTS) {
      for (VertexFeatures features : VertexFeatures.values()) {
        all.add(
            experiment(
                variant.name(),
                variant.title() + ", ENZYMES",
                "enzymes",
                features,
                NONE,
                new Extent(10, 100),
                rows(variant.enzymes(), false, Goal.reported())));
      }
      all.add(
          experiment(
              variant.name(),
              variant.title() + ", D&D",
              "dd",
              VertexFeatures.LABELS,
              NONE,
              new Extent(3, 60),
              rows(variant.dd(), false, Goal.reported())));
    }
    return all;
  }

  private static Experiment experiment(
      String variant,
      String title,
      String set,
      VertexFeatures features,
      Extent quick,
      Extent full,
      List<Row> rows) {
    boolean attributes = features == VertexFeatures.LABELS_AND_ATTRIBUTES;
    return new GraphClassification(
        variant + "-" + set + (attributes ? "-attributes" : "-labels"),
        title + (attributes ? ", labels and attributes" : ", labels alone"),
        "tu-" + set,
        variant,
        features,
        quick,
        full,
        rows);
  }

  /** The honest one first; the paper's figure is what its program reports, the second. */
  private static List<Row> rows(String paper, boolean measured, Goal goal) {
    return List.of(
        new Row(
            "chosen on validation",
            "",
            measured ? "64.2" : "",
            Goal.reported(),
            Measure.mean(GraphClassification.CHOSEN)),
        new Row(
            "maximum of the fold mean",
            paper,
            measured ? "67.7" : "",
            goal,
            Measure.bestOfMean(GraphClassification.WHOLE)),
        new Row(
            "best epoch per fold",
            "",
            "",
            Goal.reported(),
            Measure.bestOfEach(GraphClassification.WHOLE)));
  }
}
