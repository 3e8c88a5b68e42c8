// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.connectors.codec.Embedding;

/** How far a vertex has moved. */
public final class Jumps {

  private Jumps() {}

  /**
   * The distance between two rows of a vertex, added up in double in the order of the elements; 0
   * of rows of different models, which have nothing to do with each other.
   */
  static float between(Embedding before, Embedding now) {
    if (before == null || before.modelVersion() != now.modelVersion()) {
      return 0f;
    }
    return distance(before.values(), now.values());
  }

  /**
   * The distance between two rows of one model.
   *
   * @throws IllegalArgumentException when they are of different widths
   */
  public static float distance(float[] before, float[] now) {
    if (before.length != now.length) {
      throw new IllegalArgumentException(
          "rows of one width; got " + before.length + " and " + now.length);
    }
    double squares = 0;
    for (int i = 0; i < now.length; i++) {
      double difference = (double) now[i] - before[i];
      squares += difference * difference;
    }
    return (float) Math.sqrt(squares);
  }
}
