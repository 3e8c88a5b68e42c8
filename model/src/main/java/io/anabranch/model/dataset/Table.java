// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A gzipped CSV file with a header line, read whole: no quotes, columns found by name. */
final class Table {

  private final Path file;
  private final List<String> header;
  private final List<String[]> rows = new ArrayList<>();

  private Table(Path file, String header) {
    this.file = file;
    this.header = List.of(header.split(",", -1));
  }

  static Table read(Path file) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      String line = lines.readLine();
      if (line == null) {
        throw new DataSetException(file + ": a header line is missing");
      }
      Table table = new Table(file, line);
      while ((line = lines.readLine()) != null) {
        table.add(line.split(",", -1));
      }
      return table;
    } catch (IOException e) {
      throw new DataSetException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void add(String[] cells) {
    if (cells.length != header.size()) {
      throw error(rows.size(), header.size() + " cells are expected; got " + cells.length);
    }
    rows.add(cells);
  }

  int size() {
    return rows.size();
  }

  /** The cells of a column, top to bottom. */
  List<String> column(String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new DataSetException(file + ": column '" + name + "' is missing; there are " + header);
    }
    return rows.stream().map(cells -> cells[column]).toList();
  }

  int integer(String column, int row, String cell) {
    try {
      return Integer.parseInt(cell);
    } catch (NumberFormatException e) {
      throw error(row, column + " is a whole number; got '" + cell + "'");
    }
  }

  /** A complaint about row {@code row}, counted from 0 below the header. */
  DataSetException error(int row, String message) {
    return new DataSetException(file + ", line " + (row + 2) + ": " + message);
  }
}
