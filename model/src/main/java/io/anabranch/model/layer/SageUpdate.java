// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/** {@code b + W_r h_v}, which a vertex tells itself, and {@code + W_l} of what it has heard. */
record SageUpdate(Affine neighbors, Affine root) {

  int width() {
    return root.outputWidth();
  }

  void self(int rows, float[] h, float[] self) {
    root.apply(rows, h, self);
  }

  void combine(int rows, float[] self, float[] aggregates, float[] out) {
    System.arraycopy(self, 0, out, 0, rows * width());
    neighbors.multiplyAdd(rows, aggregates, out);
  }
}
