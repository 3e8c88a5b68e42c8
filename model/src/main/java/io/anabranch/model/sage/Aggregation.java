// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

/** How a layer takes its in-neighbors together (Hamilton et al. 2017, section 3.3). */
public enum Aggregation {
  /** Their mean, beside the vertex itself. */
  MEAN,
  /** The mean of them and of the vertex together. */
  GCN,
  /** The element-wise maximum of what a dense layer makes of each. */
  MAX_POOL,
  /** What a long short-term memory has kept after hearing them one after the other. */
  LSTM
}
