// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A gzipped CSV file with a header line, read row by row. Cells hold neither commas nor quotes. It
 * stands on one row at a time and knows its line, for messages.
 */
final class CsvFile implements AutoCloseable {

  private final Path file;
  private final BufferedReader reader;
  private final List<String> columns;
  private String[] cells = {};
  private long line;

  private CsvFile(Path file, BufferedReader reader) throws IOException {
    this.file = file;
    this.reader = reader;
    String header = reader.readLine();
    if (header == null) {
      throw new DataSetException(file, "is empty, expected a header line");
    }
    this.line = 1;
    this.columns = List.of(header.split(",", -1));
  }

  static CsvFile open(Path file) {
    try {
      return new CsvFile(
          file,
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                  StandardCharsets.UTF_8.newDecoder()),
              1 << 16));
    } catch (IOException e) {
      throw new DataSetException(file, e);
    }
  }

  /** The index of a column that must be there. */
  int column(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new DataSetException(
          file, 1, "expected a column '%s', came %s".formatted(name, columns));
    }
    return index;
  }

  /** The index of a column, or -1. */
  int optionalColumn(String name) {
    return columns.indexOf(name);
  }

  /** Goes on to the next row, if there is one. */
  boolean next() {
    try {
      String row = reader.readLine();
      if (row == null) {
        return false;
      }
      line++;
      cells = row.split(",", -1);
    } catch (IOException e) {
      throw new DataSetException(file, e);
    }
    if (cells.length != columns.size()) {
      throw bad("expected %d cells %s, came %d".formatted(columns.size(), columns, cells.length));
    }
    return true;
  }

  /** The cell of a column, empty if there is no such column. */
  String cell(int column) {
    return column < 0 ? "" : cells[column];
  }

  String requiredCell(int column) {
    String cell = cells[column];
    if (cell.isEmpty()) {
      throw bad("'" + columns.get(column) + "' is empty");
    }
    return cell;
  }

  long number(int column) {
    try {
      return Long.parseLong(cells[column]);
    } catch (NumberFormatException e) {
      throw bad("'%s' is '%s', expected an integer".formatted(columns.get(column), cells[column]));
    }
  }

  float real(int column) {
    return parse(cells[column], columns.get(column));
  }

  /** A finite float. */
  float parse(String text, String what) {
    try {
      float value = Float.parseFloat(text);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad("'%s' is '%s', expected a finite number".formatted(what, text));
  }

  DataSetException bad(String what) {
    return new DataSetException(file, line, what);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new DataSetException(file, e);
    }
  }
}
