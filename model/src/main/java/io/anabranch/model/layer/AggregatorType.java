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
  MAX_POOL("max-pool");

  private final String text;

  AggregatorType(String text) {
    this.text = text;
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
