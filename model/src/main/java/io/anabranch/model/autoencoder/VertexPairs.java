// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.device.Matrix;

/** Pairs of vertices {@code u[k] - v[k]}, undirected: u is the smaller. */
public record VertexPairs(int[] u, int[] v) {

  public VertexPairs {
    if (u.length != v.length) {
      throw new IllegalArgumentException("a v for each of the " + u.length + " u; got " + v.length);
    }
  }

  public int size() {
    return u.length;
  }

  /** The decoder's logits of the pairs, in their order. */
  double[] logits(Decoder decoder, Matrix z) {
    double[] logits = new double[size()];
    for (int k = 0; k < logits.length; k++) {
      logits[k] = decoder.logit(z, u[k], v[k]);
    }
    return logits;
  }
}
