// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A graph in tab-separated lines. Empty lines and those that begin with # are passed over. */
final class TsvGraph {

  private final Path file;
  private long line;

  private TsvGraph(Path file) {
    this.file = file;
  }

  /**
   * The graph's events. An edge without a timestamp gets the number of its line, without a weight
   * 1: so of two lines of the same edge the later one counts.
   *
   * @param features null for none
   */
  static Stream<GraphEvent> events(Path edges, Path features, int dimension) throws IOException {
    List<GraphEvent> events = new ArrayList<>();
    if (features != null) {
      TsvGraph tsv = new TsvGraph(features);
      tsv.read(cells -> events.add(tsv.featuresOf(cells, dimension)));
    }
    TsvGraph tsv = new TsvGraph(edges);
    tsv.read(cells -> events.add(tsv.edgeOf(cells)));
    return events.stream();
  }

  private interface Row {
    void take(String[] cells);
  }

  private void read(Row row) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank() && !text.startsWith("#")) {
          row.take(text.split("\t", -1));
        }
      }
    }
  }

  private GraphEvent edgeOf(String[] cells) {
    if (cells.length < 2 || cells.length > 4) {
      throw bad("2 to 4 cells with tabs between", cells.length + " cells");
    }
    long timestamp = cells.length > 2 ? timestamp(cells[2]) : line;
    float weight = cells.length > 3 ? number(cells[3]) : 1f;
    return new EdgeEvent(EdgeEvent.Op.ADD, id(cells[0]), id(cells[1]), "", timestamp, weight);
  }

  private GraphEvent featuresOf(String[] cells, int dimension) {
    if (cells.length != dimension + 1) {
      throw bad(
          "a vertex and the " + dimension + " values that the model takes",
          cells.length + " cells");
    }
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = number(cells[i + 1]);
    }
    return new FeaturesEvent(id(cells[0]), line, values);
  }

  private String id(String text) {
    if (text.isEmpty()) {
      throw bad("an id", "nothing");
    }
    return text;
  }

  private long timestamp(String text) {
    try {
      long timestamp = Long.parseLong(text);
      if (timestamp >= 0) {
        return timestamp;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad("a timestamp, milliseconds since the epoch", "'" + text + "'");
  }

  private float number(String text) {
    try {
      float number = Float.parseFloat(text);
      if (Float.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad("a finite number", "'" + text + "'");
  }

  private CommandException bad(String expected, String came) {
    return CommandException.usage(
        "%s, line %d: expected %s; came %s".formatted(file, line, expected, came));
  }
}
