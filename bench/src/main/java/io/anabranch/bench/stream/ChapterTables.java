// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.bench.reproduce.Grid;
import io.anabranch.pipeline.prequential.FeatureGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of a data set; all figures are mean reciprocal ranks. */
record ChapterTables(Chapter chapter) {

  private static final List<Convention> CONVENTIONS = List.of(Convention.BATCHES, Convention.EACH);

  /** The rules, the embeddings alone, and the combination. */
  Grid ranking() {
    Grid grid =
        new Grid(
            List.of(
                "test MRR",
                "batches: all",
                "repeated",
                "new",
                "reference",
                "validation",
                "per event: all",
                "repeated",
                "new",
                "reference",
                "validation"));
    Stream.of(
            Study.EDGE_BANK,
            Study.EDGE_BANK_WINDOW,
            Study.RECENCY,
            Study.POPULARITY,
            Study.CO_VISITS,
            Study.RECENCY_POPULARITY,
            Study.RECENCY_TWO_HOP,
            Study.embeddings(Lag.NOW),
            Study.WITHOUT_EMBEDDINGS,
            Study.COMBINATION)
        .forEach(name -> grid.add(ranked(name)));
    return grid;
  }

  private List<String> ranked(String name) {
    List<String> cells = new ArrayList<>(List.of(name));
    Reference reference = chapter.whole() ? Reference.of(chapter.name(), name) : Reference.NONE;
    for (Convention convention : CONVENTIONS) {
      Outcome outcome = Outcome.named(name, chapter.outcomes(convention));
      cells.addAll(parts(outcome));
      cells.add(convention.equals(Convention.BATCHES) ? reference.batches() : reference.each());
      cells.add(figure(outcome.validation()));
    }
    return cells;
  }

  /** What each kind of feature is worth. */
  Grid ablation() {
    Grid grid = new Grid(header("combination"));
    List<String> names = new ArrayList<>(List.of(Study.COMBINATION));
    Stream.of(
            FeatureGroup.RULES,
            FeatureGroup.CO_VISITS,
            FeatureGroup.POPULARITY,
            FeatureGroup.HISTORY,
            FeatureGroup.ANSWERS)
        .map(Study::without)
        .filter(
            name ->
                chapter.courses().get(0).outcomes().stream().anyMatch(o -> o.name().equals(name)))
        .forEach(names::add);
    names.forEach(name -> grid.add(row(name, name)));
    return grid;
  }

  /** What the age of the embeddings costs. */
  Grid staleness() {
    Grid grid = new Grid(header("embeddings as of"));
    for (Lag lag : Lag.values()) {
      grid.add(row(lag.title() + ", alone", Study.embeddings(lag)));
    }
    for (Lag lag : Lag.values()) {
      grid.add(row(lag.title() + ", in the combination", Study.combination(lag)));
    }
    return grid;
  }

  private static List<String> header(String first) {
    return List.of(first, "batches: all", "repeated", "new", "per event: all", "repeated", "new");
  }

  private List<String> row(String title, String name) {
    List<String> cells = new ArrayList<>(List.of(title));
    for (Convention convention : CONVENTIONS) {
      cells.addAll(parts(Outcome.named(name, chapter.outcomes(convention))));
    }
    return cells;
  }

  private static List<String> parts(Outcome outcome) {
    Mrr test = outcome.test();
    return Stream.of(test.all(), test.repeated(), test.fresh()).map(ChapterTables::figure).toList();
  }

  static String figure(double mrr) {
    return String.format(Locale.ROOT, "%.4f", mrr);
  }
}
