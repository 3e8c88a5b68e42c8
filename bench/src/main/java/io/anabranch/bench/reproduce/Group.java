// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

/** The tables of the page. */
public enum Group {
  VERTICES("Vertex classification", "Test accuracy in percent, Planetoid splits."),
  SAGE(
      "GraphSAGE on Cora",
      "Test accuracy in percent. The paper has no figures for Cora: its data sets were not at"
          + " hand, see the end."),
  LINKS(
      "Link prediction",
      "AUC and average precision in percent, of 10 % of the edges and as many pairs without one;"
          + " each run has a split and first weights of its own. The paper's splits are unpublished;"
          + " a second goal is the mean of plain PyTorch on the splits of our runs."),
  GRAPHS(
      "Graph classification",
      "Accuracy in percent over 10 given folds. *Chosen on validation* is the honest column: the"
          + " epoch is chosen on a fold that is neither trained nor tested on. *Maximum of the"
          + " fold mean* is what the paper's program reports, *best epoch per fold* is more"
          + " generous still: both choose the epoch on the test folds.");

  private final String title;
  private final String about;

  Group(String title, String about) {
    this.title = title;
    this.about = about;
  }

  String title() {
    return title;
  }

  String about() {
    return about;
  }
}
