// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.RowKernels;
import java.util.Arrays;

/**
 * Max pooling (Hamilton, Ying, Leskovec 2017, equation 3), as PyTorch Geometric's {@code
 * SAGEConv(aggr="max", project=True)} has it:
 *
 * <pre>{@code b + W_r h_v + W_l max(relu(W_p h_u + b_p) : u in N(v))}</pre>
 *
 * with {@code W_p} = {@code lin.weight}, {@code b_p} = {@code lin.bias}, and an elementwise
 * maximum, zero where there is no in-neighbor. A message is finite and not below zero, so the
 * maximum may begin at zero and is exact in any order.
 */
final class MaxPoolAggregator extends MailboxAggregator {

  private final Affine pool; // in x in
  private final SageUpdate update;
  private final RowKernels kernels;

  MaxPoolAggregator(Affine pool, SageUpdate update, RowKernels kernels) {
    this.pool = pool;
    this.update = update;
    this.kernels = kernels;
  }

  @Override
  public AggregatorType type() {
    return AggregatorType.MAX_POOL;
  }

  @Override
  public int messageWidth() {
    return pool.outputWidth();
  }

  @Override
  public int selfWidth() {
    return update.width();
  }

  @Override
  public int message(int rows, float[] h, float[] p) {
    pool.apply(rows, h, p);
    int n = rows * messageWidth();
    kernels.relu(p, 0, n); // -0.0 becomes 0.0
    return kernels.sanitise(p, 0, n);
  }

  @Override
  public Hearing hearing() {
    return new Maximum(messageWidth());
  }

  @Override
  public void self(int rows, float[] h, float[] self) {
    update.self(rows, h, self);
  }

  @Override
  public void combine(int rows, float[] self, float[] maxima, float[] out) {
    update.combine(rows, self, maxima, out);
  }

  private static final class Maximum implements Hearing {

    private final float[] maxima;

    Maximum(int width) {
      this.maxima = new float[width];
    }

    @Override
    public void begin(float[] self, int off) {
      Arrays.fill(maxima, 0f);
    }

    @Override
    public void hear(float[] word, int off) {
      for (int i = 0; i < maxima.length; i++) {
        maxima[i] = Math.max(maxima[i], word[off + i]);
      }
    }

    @Override
    public void end(float[] out, int off) {
      System.arraycopy(maxima, 0, out, off, maxima.length);
    }
  }
}
