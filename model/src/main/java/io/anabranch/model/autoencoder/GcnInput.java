// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.network.Propagation;

/**
 * What a convolutional encoder works on: the matrix P of {@link Propagation#renormalised}, and
 * features X, or none: then X is the identity matrix, which is never multiplied by.
 */
public final class GcnInput {

  private final SparseMatrix propagation;
  private final SparseMatrix features; // null: the identity matrix

  private GcnInput(InNeighbors graph, SparseMatrix features) {
    this.propagation = Propagation.renormalised(graph);
    this.features = features;
  }

  /**
   * @param graph both directions of each edge that may be known
   * @param features vertices x width
   */
  public static GcnInput of(InNeighbors graph, SparseMatrix features) {
    if (features.rows() != graph.vertexCount()) {
      throw new IllegalArgumentException(
          "features have a row for each of the %d vertices; got %s"
              .formatted(graph.vertexCount(), features.shape()));
    }
    return new GcnInput(graph, features);
  }

  /** Each vertex has one feature, which no other has. */
  public static GcnInput withoutFeatures(InNeighbors graph) {
    return new GcnInput(graph, null);
  }

  /** The width of X. */
  int width() {
    return features == null ? propagation.columns() : features.columns();
  }

  /** {@code P X W}. */
  Variable convolve(Tape tape, Parameter weight) {
    Operations o = new Operations(tape);
    Variable w = tape.parameter(weight);
    return o.matmul(propagation, features == null ? w : o.matmul(features, w));
  }

  /** {@code P H W}. */
  Variable convolve(Tape tape, Variable h, Parameter weight) {
    Operations o = new Operations(tape);
    return o.matmul(propagation, o.matmul(h, tape.parameter(weight)));
  }
}
