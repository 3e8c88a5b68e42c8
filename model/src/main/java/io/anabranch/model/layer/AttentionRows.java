// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import java.util.Arrays;

/** The matrices of a layer of attention that make its messages, row-major, out x in. */
final class AttentionRows {

  private final AttentionWeights weights;
  private final float[] transform;

  AttentionRows(AttentionWeights weights) {
    this.weights = weights;
    this.transform = weights.transform();
  }

  /** z, then {@code att_src . z} of each head. */
  float[] ofMessage() {
    return below(transform, weights.source());
  }

  /** The same, then {@code att_dst . z} of each head. */
  float[] ofSelf() {
    return below(ofMessage(), weights.target());
  }

  /** The matrix with a row below it for each head: {@code att . W}. */
  private float[] below(float[] matrix, float[] attention) {
    int in = weights.inputWidth();
    int heads = weights.heads().count();
    float[] longer = Arrays.copyOf(matrix, matrix.length + heads * in);
    for (int k = 0; k < heads; k++) {
      for (int i = 0; i < in; i++) {
        longer[matrix.length + k * in + i] = product(attention, k, i);
      }
    }
    return longer;
  }

  private float product(float[] attention, int head, int input) {
    int width = weights.headWidth();
    double sum = 0;
    for (int o = head * width; o < (head + 1) * width; o++) {
      sum += (double) attention[o] * transform[o * weights.inputWidth() + input];
    }
    return (float) sum;
  }
}
