// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.model.autoencoder.InnerProduct;
import java.util.Arrays;

/** How two rows become a score. */
public enum LinkDecoder {
  /** The inner product of the rows (Kipf & Welling 2016, equation 2). */
  INNER_PRODUCT,
  /**
   * That of their first halves, which are means; the second halves are the logarithms of standard
   * deviations, as the encoder of a variational autoencoder gives them, and say how sure the score
   * is.
   */
  GAUSSIAN;

  /** The score before the logistic function: the same bits wherever the rows come from. */
  public float logit(float[] u, float[] v) {
    return InnerProduct.logit(mean(u), mean(v));
  }

  /** What of a row is multiplied. */
  public float[] mean(float[] row) {
    return this == GAUSSIAN ? Arrays.copyOf(row, row.length / 2) : row;
  }

  /** What another row is multiplied with, element by element; 0 where it is not. */
  public float[] factors(float[] row) {
    return Arrays.copyOf(mean(row), row.length);
  }

  /** Whether a score has a variance. */
  public boolean hasVariance() {
    return this == GAUSSIAN;
  }

  /** The variance of the logit, in closed form; see {@link InnerProduct#variance}. */
  public double variance(float[] u, float[] v) {
    return InnerProduct.variance(mean(u), logStd(u), mean(v), logStd(v));
  }

  private static float[] logStd(float[] row) {
    return Arrays.copyOfRange(row, row.length / 2, row.length);
  }

  /** Whether rows of a width can be scored. */
  public boolean takes(int width) {
    return this == INNER_PRODUCT || width % 2 == 0;
  }
}
