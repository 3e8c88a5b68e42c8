// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.SageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The models that come after the first, drawn apart from everything else. */
final class Successors {

  private static final long APART = 0x7377617073L;

  private Successors() {}

  /** The model, and for half of the seeds one to three with other weights. */
  static List<SageModel> of(SageModel model, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ APART);
    List<SageModel> models = new ArrayList<>(List.of(model));
    int count = random.nextBoolean() ? 0 : 1 + random.nextInt(3);
    for (int i = 1; i <= count; i++) {
      models.add(DrawnModel.of(seed).another(model, model.version() + i, random.nextLong()));
    }
    return models;
  }
}
