// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

/** Which features vertices get in a set of graphs. */
public enum VertexFeatures {
  /** A column for each vertex label that occurs, 1 in the column of the vertex's own. */
  LABELS,
  /** The same, and behind them the attributes as given. */
  LABELS_AND_ATTRIBUTES
}
