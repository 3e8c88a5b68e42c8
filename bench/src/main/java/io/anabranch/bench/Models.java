// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.model.layer.SageModel;
import java.util.SplittableRandom;

/** The model that all benchmarks run. */
final class Models {

  static final int WIDTH = 64;

  private Models() {}

  /** Features between -1 and 1. */
  static float[] features(SplittableRandom random, int width) {
    float[] features = new float[width];
    for (int i = 0; i < width; i++) {
      features[i] = random.nextInt(-1_000, 1_000) / 1_000f;
    }
    return features;
  }

  /** GraphSAGE-mean, 64-64-64. */
  static SageModel twoLayers() {
    return twoLayers(1);
  }

  /** The same with other weights, as another version. */
  static SageModel twoLayers(int version) {
    return SageModel.random("bench", version, new int[] {WIDTH, WIDTH, WIDTH}, 41 + version, false);
  }
}
