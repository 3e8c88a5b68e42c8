// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.RowKernels;

/**
 * Graph attention (Veličković et al. 2018, equations 1 to 6), as PyTorch Geometric's {@code
 * GATConv} has it. Head by head, with z = W h:
 *
 * <pre>{@code
 * e_u   = leakyrelu(att_dst . z_v + att_src . z_u)      u in N(v) and v itself
 * alpha = softmax of e
 * h'_v  = b + sum of alpha_u z_u                        heads side by side, or averaged
 * }</pre>
 *
 * Each in-neighbor counts once, and v itself once, whatever edges there are. A message is z_u and
 * behind it {@code att_src . z_u} of each head; what a vertex tells itself is its message and
 * behind it {@code att_dst . z_v}. Both are linear in h, so {@code att . W} is multiplied out once
 * for all. {@link AttentionSum} takes the words together.
 */
final class AttentionAggregator extends MailboxAggregator {

  private final AttentionWeights weights;
  private final Affine message; // its bias is zeros
  private final Affine self; // its bias is zeros
  private final float[] bias;
  private final RowKernels kernels;

  AttentionAggregator(AttentionWeights weights, RowKernels kernels) {
    this.weights = weights;
    this.bias = weights.bias();
    this.kernels = kernels;
    AttentionRows rows = new AttentionRows(weights);
    this.message = linear(rows.ofMessage());
    this.self = linear(rows.ofSelf());
  }

  private Affine linear(float[] matrix) {
    int in = weights.inputWidth();
    return new Affine(kernels, in, matrix, new float[matrix.length / in]);
  }

  @Override
  public AggregatorType type() {
    return AggregatorType.ATTENTION;
  }

  @Override
  public int messageWidth() {
    return message.outputWidth();
  }

  @Override
  public int selfWidth() {
    return self.outputWidth();
  }

  @Override
  public int aggregateWidth() {
    return weights.heads().count() * weights.headWidth();
  }

  @Override
  public int message(int rows, float[] h, float[] p) {
    message.multiply(rows, h, p);
    return kernels.sanitise(p, 0, rows * messageWidth());
  }

  @Override
  public void self(int rows, float[] h, float[] told) {
    self.multiply(rows, h, told);
    kernels.sanitise(told, 0, rows * selfWidth()); // counted with the message
  }

  @Override
  public boolean countsItself() {
    return true;
  }

  @Override
  public Hearing hearing() {
    return new AttentionSum(weights.heads().count(), weights.headWidth());
  }

  @Override
  public void combine(int rows, float[] told, float[] sums, float[] out) {
    int width = bias.length;
    int heads = aggregateWidth() / width; // that are averaged
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < width; i++) {
        double sum = 0;
        for (int k = 0; k < heads; k++) {
          sum += sums[r * aggregateWidth() + k * width + i];
        }
        out[r * width + i] = bias[i] + (float) (sum / heads);
      }
    }
  }
}
