// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.List;

/**
 * A row of a paper that is not reproduced.
 *
 * @param where the paper and its table
 */
record NotRun(String what, String where, String why) {

  private static final String NO_DATA = "the data set was not at hand";

  static final List<NotRun> ALL =
      List.of(
          new NotRun("GCN on NELL", "Kipf & Welling 2017, table 2", NO_DATA),
          new NotRun(
              "GCN and GAT on Pubmed",
              "Kipf & Welling 2017, table 2; Veličković et al. 2018, table 2",
              "features of 1,060 of the 19,717 vertices were at hand"),
          new NotRun("GAT on PPI", "Veličković et al. 2018, table 3", NO_DATA),
          new NotRun("GraphSAGE on Citation, Reddit and PPI", "Hamilton et al. 2017", NO_DATA),
          new NotRun(
              "GAE and VGAE with features on Pubmed",
              "Kipf & Welling 2016, table 1",
              "features of 1,060 of the 19,717 vertices were at hand"),
          new NotRun(
              "DiffPool on COLLAB and REDDIT-MULTI-12K", "Ying et al. 2018, table 1", NO_DATA));

  static Grid grid() {
    Grid grid = new Grid(List.of("what", "where", "why not"));
    ALL.forEach(row -> grid.add(List.of(row.what(), row.where(), row.why())));
    return grid;
  }
}
