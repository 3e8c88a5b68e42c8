// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Tape;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;

/** What is known of each vertex: vertices x width, dense or sparse. */
public sealed interface Features {

  static Features of(Matrix values) {
    return new Dense(values);
  }

  static Features of(SparseMatrix values) {
    return new Sparse(values);
  }

  int vertices();

  int width();

  /** vertices x width, row-major; not to be written to. */
  float[] dense();

  LayerInput on(Tape tape);

  /** Read where they are. */
  record Dense(Matrix values) implements Features {

    @Override
    public int vertices() {
      return values.rows();
    }

    @Override
    public int width() {
      return values.columns();
    }

    @Override
    public float[] dense() {
      return values.values();
    }

    @Override
    public LayerInput on(Tape tape) {
      return new LayerInput.Dense(tape.constant(values));
    }
  }

  /** Never made dense for training. */
  record Sparse(SparseMatrix values) implements Features {

    @Override
    public int vertices() {
      return values.rows();
    }

    @Override
    public int width() {
      return values.columns();
    }

    @Override
    public float[] dense() {
      float[] dense = Matrix.zeros(vertices(), width()).values();
      for (int r = 0; r < vertices(); r++) {
        for (int e = values.offsets()[r]; e < values.offsets()[r + 1]; e++) {
          dense[r * width() + values.columnOf()[e]] += values.values()[e];
        }
      }
      return dense;
    }

    @Override
    public LayerInput on(Tape tape) {
      return new LayerInput.Sparse(values);
    }
  }
}
