// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import java.util.Locale;

/** What a rule looks at. None is ever negative. */
public enum Metric {
  /** Of an edge: {@code -log sigmoid(z_u . z_v)} when it arrived. */
  SURPRISE,
  /** Of a vertex: what the risk model says, from 0 to 1. */
  RISK,
  /** Of a vertex: how much its ego graph looks like a ring, from 0 to 1. */
  RING,
  /** Of a vertex: how far its new row lies from the one before, as the crow flies. */
  EMBEDDING_JUMP,
  /** Of a vertex: how many edges of late from it were surprising. */
  BURST;

  private static final Metric[] ALL = values();

  /** As configurations and alerts have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is a metric of edges, not of vertices. */
  public boolean isOfEdges() {
    return this == SURPRISE;
  }

  /** Whether a score is computed from rows, and not from a graph. */
  public boolean isOfRows() {
    return this != RING && this != BURST;
  }

  /**
   * The one with that text.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Metric ofText(String text) {
    for (Metric metric : ALL) {
      if (metric.text().equals(text)) {
        return metric;
      }
    }
    throw new IllegalArgumentException("there is no metric '" + text + "'");
  }
}
