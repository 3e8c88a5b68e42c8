// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names and the rows that they stand for. */
final class Ends {

  private Ends() {}

  /** The row of each name; {@code what} is for the complaint about one that stands twice. */
  static Map<String, Integer> numbers(Table table, List<String> names, String what) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int r = 0; r < names.size(); r++) {
      if (numbers.put(names.get(r), r) != null) {
        throw table.error(r, what + " stands once; got '" + names.get(r) + "' again");
      }
    }
    return numbers;
  }

  /** The rows of the vertices that a column of edges names. */
  static int[] read(Table edges, String column, Map<String, Integer> rows) {
    List<String> cells = edges.column(column);
    int[] ends = new int[cells.size()];
    for (int e = 0; e < ends.length; e++) {
      Integer row = rows.get(cells.get(e));
      if (row == null) {
        throw edges.error(e, column + " is a vertex of nodes.csv.gz; got '" + cells.get(e) + "'");
      }
      ends[e] = row;
    }
    return ends;
  }
}
