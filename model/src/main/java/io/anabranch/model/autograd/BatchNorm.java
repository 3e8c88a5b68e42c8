// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.List;

/**
 * Batch normalisation (Ioffe & Szegedy 2015, algorithm 1) of the rows of x, column by column:
 * {@code y = scale * z + shift} with {@code z = (x - mean) / sqrt(variance + epsilon)}. x is m x n,
 * scale and shift are 1 x n. {@code dscale = sum of dy z}, {@code dshift = sum of dy}. The moments
 * are those of x when it trains, and then {@code dx = scale / deviation * (dy - mean of dy - z *
 * mean of dy z)}; otherwise they are given and constant, and {@code dx = scale / deviation * dy}.
 *
 * @param ofBatch whether the moments are those of x
 */
record BatchNorm(Variable x, Variable scale, Variable shift, Moments moments, boolean ofBatch)
    implements Operation {

  /** That of PyTorch. */
  private static final float EPSILON = 1e-5f;

  BatchNorm {
    Shapes.require(
        scale.rows() == 1
            && scale.columns() == x.columns()
            && shift.value().hasShapeOf(scale.value()),
        "batch norm: scale and shift of %s are 1 x %d; got %s and %s",
        x.shape(),
        x.columns(),
        scale.shape(),
        shift.shape());
    Shapes.require(
        moments.mean().length == x.columns() && moments.variance().length == x.columns(),
        "batch norm: moments of %d columns; got %d and %d",
        x.columns(),
        moments.mean().length,
        moments.variance().length);
  }

  /** By the moments of x. */
  BatchNorm(Variable x, Variable scale, Variable shift) {
    this(x, scale, shift, Moments.of(x.value()), true);
  }

  /** By moments that were learnt before. */
  BatchNorm(Variable x, Variable scale, Variable shift, Moments moments) {
    this(x, scale, shift, moments, false);
  }

  @Override
  public String name() {
    return "batch norm";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(x, scale, shift);
  }

  @Override
  public Matrix forward(Device device) {
    int n = x.columns();
    float[] factor = factors();
    float[] start = new float[n];
    for (int c = 0; c < n; c++) {
      start[c] = shift.value().values()[c] - factor[c] * moments.mean()[c];
    }
    Matrix y = Matrix.zeros(x.rows(), n);
    float[] from = x.value().values();
    float[] to = y.values();
    for (int off = 0; off < to.length; off += n) {
      for (int c = 0; c < n; c++) {
        to[off + c] = factor[c] * from[off + c] + start[c];
      }
    }
    return y;
  }

  /** scale / deviation. */
  private float[] factors() {
    float[] factors = moments.inverseDeviations(EPSILON);
    for (int c = 0; c < factors.length; c++) {
      factors[c] *= scale.value().values()[c];
    }
    return factors;
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    int n = x.columns();
    float[] sums = new float[n]; // of dy
    float[] products = new float[n]; // of dy z
    float[] inverse = moments.inverseDeviations(EPSILON);
    Columns.addSums(gradient, sums);
    Columns.addProducts(gradient, x.value(), moments.mean(), products);
    for (int c = 0; c < n; c++) {
      products[c] *= inverse[c];
    }
    add(sums, shift);
    add(products, scale);
    if (x.differentiable()) {
      addToInput(gradient, sums, products, inverse);
    }
  }

  private static void add(float[] sums, Variable to) {
    for (int c = 0; to.differentiable() && c < sums.length; c++) {
      to.gradient().values()[c] += sums[c];
    }
  }

  /** {@code dx = factor dy - slope x - rest}, which is the rule above with z written out. */
  private void addToInput(Matrix gradient, float[] sums, float[] products, float[] inverse) {
    int n = x.columns();
    float[] factor = factors();
    float[] slope = new float[n];
    float[] mean = moments.mean();
    float[] rest = new float[n];
    for (int c = 0; ofBatch && c < n; c++) {
      slope[c] = factor[c] * products[c] * inverse[c] / x.rows();
      rest[c] = factor[c] * sums[c] / x.rows();
    }
    float[] dy = gradient.values();
    float[] from = x.value().values();
    float[] dx = x.gradient().values();
    for (int off = 0; off < dx.length; off += n) {
      for (int c = 0; c < n; c++) {
        dx[off + c] += factor[c] * dy[off + c] - slope[c] * (from[off + c] - mean[c]) - rest[c];
      }
    }
  }
}
