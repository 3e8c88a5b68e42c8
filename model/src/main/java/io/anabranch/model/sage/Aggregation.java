// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.layer.AggregatorType;
import java.util.Optional;

/** How a layer takes its in-neighbors together (Hamilton et al. 2017, section 3.3). */
public enum Aggregation {
  /** Their mean, beside the vertex itself. */
  MEAN(AggregatorType.MEAN),
  /** The mean of them and of the vertex together. */
  GCN(AggregatorType.GCN),
  /** The element-wise maximum of what a dense layer makes of each. */
  MAX_POOL(AggregatorType.MAX_POOL),
  /** What a long short-term memory has kept after hearing them one after the other. */
  LSTM(null);

  private final AggregatorType served;

  Aggregation(AggregatorType served) {
    this.served = served;
  }

  /** The serving layer's aggregator of the same meaning; empty where there is none. */
  public Optional<AggregatorType> served() {
    return Optional.ofNullable(served);
  }
}
