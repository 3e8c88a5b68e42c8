// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** New embeddings with the time from which they hold, handed out to tables that lag behind. */
final class RowLog {

  /** An embedding. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(int vertex, float[] values, long time) {}

  private final List<Lagging> tables = new ArrayList<>();

  /**
   * Embeddings as they were some time ago.
   *
   * @param lag in milliseconds; 0: as they are
   */
  Lagging table(int vertices, long lag) {
    Lagging table = new Lagging(new float[vertices][], lag);
    tables.add(table);
    return table;
  }

  void add(Row row) {
    tables.forEach(table -> table.coming.add(row));
  }

  /** Brings all tables to what they know at this time. */
  void advance(long now) {
    tables.forEach(table -> table.advance(now));
  }

  /** The embeddings as of a lag ago. */
  static final class Lagging {

    private final float[][] rows;
    private final long lag;
    private final Deque<Row> coming = new ArrayDeque<>();

    private Lagging(float[][] rows, long lag) {
      this.rows = rows;
      this.lag = lag;
    }

    private void advance(long now) {
      while (!coming.isEmpty() && coming.peek().time() <= now - lag) {
        Row row = coming.remove();
        rows[row.vertex()] = row.values();
      }
    }

    /** That of a vertex, or null. */
    float[] row(int vertex) {
      return rows[vertex];
    }
  }
}
