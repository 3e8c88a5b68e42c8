// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Breaks the rules of the model. */
final class Offender {

  private Offender() {}

  static float sum(FloatVector vector) {
    return vector.reduceLanes(VectorOperators.ADD);
  }

  static FloatVector exp(FloatVector vector) {
    return vector.lanewise(VectorOperators.EXP);
  }

  static double random(List<?> list) {
    Collections.shuffle(list);
    return Math.exp(Math.random())
        + new Random().nextDouble()
        + new SplittableRandom().nextDouble()
        + ThreadLocalRandom.current().nextDouble();
  }

  static Object up() {
    return new io.anabranch.pipeline.internal.Offender();
  }
}
