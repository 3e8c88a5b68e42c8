// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The tables of the page: a line for each row of each experiment, or a line for each of them. */
final class Tables {

  private static final List<String> BY_ROW =
      List.of(
          "model, data",
          "figure",
          "paper",
          "plain PyTorch",
          "goal",
          "ours",
          "",
          "runs",
          "epochs",
          "seconds a run");

  private Tables() {}

  static Grid of(Group group, List<Standing> standings) {
    return group == Group.GRAPHS ? byExperiment(standings) : byRow(standings);
  }

  private static Grid byRow(List<Standing> standings) {
    Grid grid = new Grid(BY_ROW);
    for (Standing standing : standings) {
      for (Row row : standing.experiment().rows()) {
        List<String> cells = new ArrayList<>(List.of(standing.experiment().title(), row.measure()));
        cells.addAll(List.of(row.paper(), row.reference(), row.goal().text()));
        cells.addAll(List.of(ours(standing, row), verdict(standing, row)));
        cells.addAll(work(standing));
        grid.add(cells);
      }
    }
    return grid;
  }

  /** The columns are the measures; paper, reference and goal are those of their rows. */
  private static Grid byExperiment(List<Standing> standings) {
    List<Row> columns = standings.get(0).experiment().rows();
    List<String> header = new ArrayList<>(List.of("model, data"));
    columns.forEach(row -> header.add(row.measure()));
    header.addAll(
        List.of("paper", "plain PyTorch", "goal", "", "folds", "epochs", "seconds a run"));
    Grid grid = new Grid(header);
    for (Standing standing : standings) {
      List<Row> rows = standing.experiment().rows();
      List<String> cells = new ArrayList<>(List.of(standing.experiment().title()));
      rows.forEach(row -> cells.add(ours(standing, row)));
      cells.add(joined(rows, Row::paper));
      cells.add(joined(rows, Row::reference));
      cells.add(joined(rows, row -> row.goal().isReported() ? "" : row.goal().text()));
      cells.add(joined(rows, row -> verdict(standing, row)));
      cells.addAll(work(standing));
      grid.add(cells);
    }
    return grid;
  }

  private static String joined(List<Row> rows, Function<Row, String> of) {
    return rows.stream()
        .filter(row -> !of.apply(row).isEmpty())
        .map(row -> rows.size() == 1 ? of.apply(row) : of.apply(row) + " (" + row.measure() + ")")
        .reduce((a, b) -> a + "; " + b)
        .orElse("");
  }

  private static String ours(Standing standing, Row row) {
    return standing
        .summary(row.how())
        .map(s -> format("%.1f ± %.1f", s.mean(), s.deviation()))
        .orElse("not yet");
  }

  /** Nothing as long as runs are missing: a mean of some is not what the goal is about. */
  private static String verdict(Standing standing, Row row) {
    return standing.pending().isEmpty()
        ? standing.summary(row.how()).map(s -> row.goal().verdict(s.mean())).orElse("")
        : "";
  }

  private static List<String> work(Standing standing) {
    List<Result> results = standing.results();
    String runs = format("%d of %d", results.size(), standing.wanted().size());
    if (results.isEmpty()) {
      return List.of(runs, "", "");
    }
    double epochs = results.stream().mapToInt(r -> r.outcome().epochs()).average().orElseThrow();
    double seconds = results.stream().mapToDouble(Result::seconds).average().orElseThrow();
    int limit = standing.wanted().get(0).epochs();
    return List.of(runs, format("%.0f of %,d", epochs, limit), format("%.1f", seconds));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
