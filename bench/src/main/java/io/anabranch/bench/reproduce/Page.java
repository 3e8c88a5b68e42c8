// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page, in Markdown. What somebody wrote between the marks of the notes stays. */
record Page(Scale scale, List<Standing> standings) {

  static final String NOTES_BEGIN = "<!-- notes: begin -->\n";
  static final String NOTES_END = "<!-- notes: end -->\n";

  /**
   * @param before the page as it was; "" when there was none
   * @throws ReproductionException when only one of the marks of the notes is there
   */
  String render(String before) {
    StringBuilder text = new StringBuilder(head());
    for (Group group : Group.values()) {
      List<Standing> ofGroup =
          standings.stream().filter(s -> s.experiment().group() == group).toList();
      if (!ofGroup.isEmpty()) {
        text.append("\n## ").append(group.title()).append("\n\n").append(group.about());
        text.append("\n\n").append(Tables.of(group, ofGroup).markdown()).append(remarks(ofGroup));
      }
    }
    text.append("\n## Not run\n\n").append(NotRun.grid().markdown());
    text.append(
        "\nThe loaders take these data sets in the layout of [training.md](training.md).\n");
    text.append("\n## Notes\n\n").append(NOTES_BEGIN).append(notes(before)).append(NOTES_END);
    return text.append("\n## Which runs come from which commit\n\n").append(origins()).toString();
  }

  private static String remarks(List<Standing> standings) {
    String remarks =
        standings.stream()
            .flatMap(standing -> standing.results().stream().flatMap(r -> remark(standing, r)))
            .distinct()
            .collect(Collectors.joining());
    return remarks.isEmpty() ? "" : "\n" + remarks;
  }

  private static Stream<String> remark(Standing standing, Result result) {
    String remark = result.outcome().remark();
    return remark.isEmpty()
        ? Stream.empty()
        : Stream.of(
            "- `%s`, %s: %s.\n".formatted(standing.experiment().dataSet(), result.run(), remark));
  }

  private String head() {
    long done = standings.stream().mapToLong(s -> s.results().size()).sum();
    long wanted = standings.stream().mapToLong(s -> s.wanted().size()).sum();
    String complete =
        done == wanted
            ? "All %d runs of the %s scale are in.".formatted(done, name())
            : "%d of the %d runs of the %s scale are in; `scripts/reproduce` goes on where it stopped."
                .formatted(done, wanted, name());
    return """
        # Reproduction

        Written by `scripts/reproduce`; only the notes are by hand. %s

        "Ours" is mean ± standard deviation over the runs; a verdict stands where all of them are
        in. Hyper-parameters are the papers', or were chosen on validation data. "Plain PyTorch" was
        measured on the same files. Epochs are those trained, on average, and the limit. Each run is
        on the device `cpu` with one thread, seeds and folds count from 0.
        """
        .formatted(complete);
  }

  private String name() {
    return scale == Scale.FULL ? "full" : "quick";
  }

  private static String notes(String before) {
    int begin = before.indexOf(NOTES_BEGIN);
    int end = before.indexOf(NOTES_END);
    if ((begin < 0) != (end < 0)) {
      throw new ReproductionException(
          "the page has one mark of its notes, and they come in twos: "
              + (begin < 0 ? NOTES_BEGIN : NOTES_END).strip()
              + " is missing");
    }
    return begin < 0 ? "" : before.substring(begin + NOTES_BEGIN.length(), end);
  }

  private String origins() {
    Grid grid = new Grid(List.of("experiment", "commit: runs"));
    standings.stream()
        .filter(standing -> !standing.results().isEmpty())
        .forEach(s -> grid.add(List.of("`" + s.experiment().id() + "`", commits(s.results()))));
    return grid.markdown() + "\nA `+` says that the sources had changes that were not committed.\n";
  }

  private static String commits(List<Result> results) {
    Map<String, List<Run>> runs = new TreeMap<>();
    results.forEach(
        r ->
            runs.merge(
                r.commit(),
                List.of(r.run()),
                (a, b) -> Stream.of(a, b).flatMap(List::stream).toList()));
    return runs.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + ": "
                    + entry.getValue().get(0).unit()
                    + " "
                    + entry.getValue().stream()
                        .map(run -> String.valueOf(run.number()))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
