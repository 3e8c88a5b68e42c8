// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * What the layers of an untrained model are.
 *
 * @param heads of each layer, where the aggregator has heads: those of the last layer are averaged,
 *     those of the others stand side by side
 */
public record Architecture(AggregatorType aggregator, int heads) {

  /** With one head, if any. */
  public static Architecture of(AggregatorType aggregator) {
    return new Architecture(aggregator, 1);
  }

  Heads headsOf(boolean last) {
    return new Heads(heads, !last);
  }

  /** What follows each layer but the last. */
  Activation activation() {
    return aggregator == AggregatorType.ATTENTION ? Activation.ELU : Activation.RELU;
  }
}
