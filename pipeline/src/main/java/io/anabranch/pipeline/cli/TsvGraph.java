// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;

/** A graph in tab-separated lines. Empty lines and those that begin with # are passed over. */
final class TsvGraph {

  private final Path file;
  private long line;

  private TsvGraph(Path file) {
    this.file = file;
  }

  /**
   * The graph's events, read as they are asked for. Close the stream. An edge without a timestamp
   * gets the number of its line, without a weight 1, without an op it is added: so of two lines of
   * the same edge the later one counts.
   *
   * @param features null for none
   */
  static Stream<GraphEvent> events(Path edges, Path features, int dimension) throws IOException {
    TsvGraph edgeFile = new TsvGraph(edges);
    Stream<GraphEvent> edgeEvents = edgeFile.rows(edgeFile::edgeOf);
    if (features == null) {
      return edgeEvents;
    }
    TsvGraph featureFile = new TsvGraph(features);
    return Stream.concat(
        featureFile.rows(cells -> featureFile.featuresOf(cells, dimension)), edgeEvents);
  }

  private Stream<GraphEvent> rows(Function<String[], GraphEvent> row) throws IOException {
    return Files.lines(file)
        .sequential()
        .peek(text -> line++)
        .filter(text -> !text.isBlank() && !text.startsWith("#"))
        .map(text -> row.apply(text.split("\t", -1)));
  }

  private GraphEvent edgeOf(String[] cells) {
    if (cells.length < 2 || cells.length > 6) {
      throw bad("2 to 6 cells with tabs between", cells.length + " cells");
    }
    long timestamp = cells.length > 2 ? timestamp(cells[2]) : line;
    float weight = cells.length > 3 ? number(cells[3]) : 1f;
    String id = cells.length > 4 ? cells[4] : "";
    EdgeEvent.Op op = cells.length > 5 ? op(cells[5]) : EdgeEvent.Op.ADD;
    return new EdgeEvent(op, id(cells[0]), id(cells[1]), id, timestamp, weight);
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

  private EdgeEvent.Op op(String text) {
    return switch (text) {
      case "add" -> EdgeEvent.Op.ADD;
      case "remove" -> EdgeEvent.Op.REMOVE;
      default -> throw bad("add or remove", "'" + text + "'");
    };
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
