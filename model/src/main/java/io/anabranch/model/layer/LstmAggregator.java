// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.RowKernels;

/**
 * The LSTM aggregator (Hamilton, Ying, Leskovec 2017, section 3.3), with the weights of PyTorch
 * Geometric's {@code SAGEConv(aggr="lstm")}:
 *
 * <pre>{@code b + W_r h_v + W_l lstm(h_u : u -> v in order)}</pre>
 *
 * where lstm is the last output of {@link Lstm}, zeros where there is no in-neighbor. The paper
 * feeds the neighbors in a random order; here it is that of their edges, by (event time, id), so
 * that it is a function of the graph. A message is h_u as it is: the receiver does the work, on a
 * sample whose size is bounded.
 */
final class LstmAggregator extends MailboxAggregator {

  private final Lstm lstm;
  private final SageUpdate update;
  private final RowKernels kernels;

  LstmAggregator(Lstm lstm, SageUpdate update, RowKernels kernels) {
    this.lstm = lstm;
    this.update = update;
    this.kernels = kernels;
  }

  @Override
  public AggregatorType type() {
    return AggregatorType.LSTM;
  }

  @Override
  public int messageWidth() {
    return lstm.width();
  }

  @Override
  public int selfWidth() {
    return update.width();
  }

  @Override
  public int message(int rows, float[] h, float[] p) {
    int n = rows * messageWidth();
    System.arraycopy(h, 0, p, 0, n);
    return kernels.sanitise(p, 0, n);
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public Hearing hearing() {
    return lstm.hearing();
  }

  @Override
  public void self(int rows, float[] h, float[] self) {
    update.self(rows, h, self);
  }

  @Override
  public void combine(int rows, float[] self, float[] outputs, float[] out) {
    update.combine(rows, self, outputs, out);
  }
}
