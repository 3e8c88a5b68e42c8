// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.risk;

import io.anabranch.model.device.Matrix;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Learns which vertices are risky from their embeddings. What learns is on the class path, or not.
 */
public interface RiskLearner {

  /**
   * Rows of vertices of which it is known.
   *
   * @param rows vertices x width
   * @param labels one a row: 1 risky, 0 not
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Known(Matrix rows, int[] labels) {}

  /**
   * Under what name a model is kept.
   *
   * @param source of the rows
   */
  record Name(String name, int version, RiskModel.Source source) {}

  /**
   * A model, whose card has what it reached on the validation rows.
   *
   * @param validation says when to stop
   * @param seed of all chance
   * @throws IllegalArgumentException when there is not a row of each kind in both
   */
  RiskModel learn(Known train, Known validation, long seed, Name name);

  /** The one on the class path. */
  static Optional<RiskLearner> find() {
    return ServiceLoader.load(RiskLearner.class, RiskLearner.class.getClassLoader()).findFirst();
  }
}
