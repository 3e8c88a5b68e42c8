// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.FixedPoint;
import java.util.Arrays;

/**
 * The mean of the in-neighbors (Hamilton, Ying, Leskovec 2017, section 3.3), zero where there are
 * none, beside the vertex itself:
 *
 * <pre>{@code b + W_r h_v + W_l mean(h_u : u in N(v))}</pre>
 */
final class MeanAggregator extends SumAggregator {

  private final Affine neighbors; // its bias is not used
  private final Affine root;

  MeanAggregator(Affine neighbors, Affine root, boolean transformFirst) {
    super(transformFirst ? root.outputWidth() : root.inputWidth(), transformFirst);
    this.neighbors = neighbors;
    this.root = root;
  }

  @Override
  public AggregatorType type() {
    return AggregatorType.MEAN;
  }

  @Override
  public int mostNeighbors() {
    return FixedPoint.MAX_COUNT;
  }

  @Override
  public boolean countsItself() {
    return false;
  }

  @Override
  public int message(int rows, float[] h, float[] p) {
    if (transformFirst) {
      neighbors.multiply(rows, h, p);
    } else {
      System.arraycopy(h, 0, p, 0, rows * messageWidth());
    }
    return 0; // the quantiser sees to what is not finite
  }

  @Override
  public void self(int rows, float[] h, float[] self) {
    if (transformFirst) {
      root.apply(rows, h, self);
    } else {
      System.arraycopy(h, 0, self, 0, rows * selfWidth());
    }
  }

  @Override
  public void mean(
      long[] sums, int off, long count, float[] self, int selfOff, float[] out, int outOff) {
    if (sums == null) {
      Arrays.fill(out, outOff, outOff + messageWidth(), 0f);
    } else {
      FixedPoint.mean(sums, off, count, out, outOff, messageWidth());
    }
  }

  @Override
  public void combine(int rows, float[] self, float[] mean, float[] out) {
    if (transformFirst) {
      int n = rows * messageWidth();
      for (int i = 0; i < n; i++) {
        out[i] = self[i] + mean[i];
      }
    } else {
      root.apply(rows, self, out);
      neighbors.multiplyAdd(rows, mean, out);
    }
  }
}
