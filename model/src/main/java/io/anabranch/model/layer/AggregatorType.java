// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the layers of a model aggregate, by the name that cards and commands use. */
public enum AggregatorType {
  /** The mean of the in-neighbors, beside the vertex itself. */
  MEAN("mean"),
  /** The mean of the in-neighbors and the vertex together. */
  GCN("gcn"),
  /** The elementwise maximum of what the in-neighbors say. */
  MAX_POOL("max-pool"),
  /** The last output of an LSTM that is fed the in-neighbors in order. */
  LSTM("lstm"),
  /** The in-neighbors and the vertex, each as much as attention gives it. */
  ATTENTION("attention", "gat"),
  /** The sum of the in-neighbors and the vertex, divided by the roots of both ends' degrees. */
  NORMALISED_SUM("normalised-sum", "gcn");

  private final String text;
  private final String architecture;

  AggregatorType(String text) {
    this(text, "graphsage");
  }

  AggregatorType(String text, String architecture) {
    this.text = text;
    this.architecture = architecture;
  }

  /** What models with it are called: graphsage, gat, gcn. */
  public String architecture() {
    return architecture;
  }

  /** Whether a message may be multiplied by the weights before it is aggregated. */
  public boolean isLinear() {
    return this == MEAN || this == GCN || this == NORMALISED_SUM;
  }

  /** Whether a vertex keeps the last word of every in-neighbor that it hears. */
  public boolean keepsWords() {
    return !isLinear();
  }

  /** Whether in-neighbors are heard in the order of the events of their edges. */
  public boolean isOrdered() {
    return this == LSTM;
  }

  /** The name, such as {@code max-pool}. */
  public String text() {
    return text;
  }

  /** The one of that name. */
  public static Optional<AggregatorType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(AggregatorType::text).collect(Collectors.joining(", "));
  }
}
