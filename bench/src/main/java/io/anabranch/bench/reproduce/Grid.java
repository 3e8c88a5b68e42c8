// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of texts: for a terminal, or in Markdown. */
public final class Grid {

  private final List<List<String>> lines = new ArrayList<>();

  public Grid(List<String> header) {
    lines.add(header);
  }

  /**
   * @throws IllegalArgumentException when there are not as many cells as the header has
   */
  public void add(List<String> cells) {
    if (cells.size() != lines.get(0).size()) {
      throw new IllegalArgumentException(lines.get(0).size() + " cells are expected; got " + cells);
    }
    lines.add(cells);
  }

  public String text() {
    int[] widths =
        IntStream.range(0, lines.get(0).size())
            .map(c -> lines.stream().mapToInt(line -> line.get(c).length()).max().orElse(0))
            .toArray();
    return lines.stream()
        .map(
            line ->
                IntStream.range(0, widths.length)
                    .mapToObj(c -> line.get(c) + " ".repeat(widths[c] - line.get(c).length()))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  public String markdown() {
    StringBuilder text = new StringBuilder(line(lines.get(0)));
    text.append("|").append("---|".repeat(lines.get(0).size())).append("\n");
    lines.stream().skip(1).forEach(cells -> text.append(line(cells)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
