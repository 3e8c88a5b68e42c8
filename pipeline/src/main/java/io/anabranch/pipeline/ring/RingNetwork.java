// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.model.pooling.PoolingSettings;
import io.anabranch.model.pooling.Readout;

/**
 * The network that scores ego graphs: two layers of GraphSAGE, one DiffPool (Ying et al. 2018) into
 * six clusters of an ego graph's 128 vertices at most, which are the roles, and two classes.
 */
public final class RingNetwork {

  /** What cards call it. */
  public static final String ARCHITECTURE = "rings";

  private RingNetwork() {}

  /**
   * The shape of the network.
   *
   * @param hidden width of layers
   */
  public static PoolingSettings settings(int hidden) {
    return new PoolingSettings(
        PoolingSettings.Encoder.SAGE, 2, hidden, 1, true, 0.05, Readout.MAX, 0.1f, 0.1f);
  }

  /**
   * A network that has learnt nothing yet.
   *
   * @param seed of the first weights
   */
  public static PoolingNetwork create(int hidden, long seed) {
    return new PoolingNetwork(
        settings(hidden), EgoDataSet.WIDTH, EgoGraph.MOST, EgoDataSet.CLASSES, seed);
  }
}
