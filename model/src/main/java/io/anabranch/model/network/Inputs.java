// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.SparseMatrix;

/** What a network may ask of the features that it is given. */
final class Inputs {

  private Inputs() {}

  static void requireVertices(int vertices, SparseMatrix features) {
    if (features.rows() != vertices) {
      throw new IllegalArgumentException(
          "a row of features for each of the graph's %d vertices; got %s"
              .formatted(vertices, features.shape()));
    }
  }

  /**
   * @param weight of the first layer
   */
  static void requireWidth(Parameter weight, SparseMatrix features) {
    int width = weight.value().rows();
    if (features.columns() != width) {
      throw new IllegalArgumentException(
          "%s is for features of width %d; got %s"
              .formatted(weight.name(), width, features.shape()));
    }
  }
}
