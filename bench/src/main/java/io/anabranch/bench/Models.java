// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.layer.SageModel;

/** The model that all benchmarks run. */
final class Models {

  static final int WIDTH = 64;

  private Models() {}

  /** GraphSAGE-mean, 64-64-64. */
  static SageModel twoLayers() {
    return SageModel.random("bench", 1, new int[] {WIDTH, WIDTH, WIDTH}, 42, false);
  }
}
