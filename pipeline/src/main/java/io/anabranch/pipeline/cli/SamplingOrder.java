// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.layer.Sampling;

/** The order of a sampling as it is said on the command line. */
enum SamplingOrder {
  HASH("hash", Sampling.Order.HASH),
  MOST_RECENT("most-recent", Sampling.Order.MOST_RECENT);

  private final String text;
  private final Sampling.Order order;

  SamplingOrder(String text, Sampling.Order order) {
    this.text = text;
    this.order = order;
  }

  Sampling.Order order() {
    return order;
  }

  @Override
  public String toString() {
    return text;
  }
}
