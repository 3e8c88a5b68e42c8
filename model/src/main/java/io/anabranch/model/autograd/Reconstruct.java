// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.kernel.Exponential;
import java.util.List;

/**
 * The inner-product decoder's loss (Kipf & Welling 2016, section 2, as their program weights it):
 * {@code norm / n^2} times the sum over all i and j of {@code w t softplus(-x) + (1 - t)
 * softplus(x)}, where {@code x = z_i . z_j}, t is the target, w the weight of the positive class,
 * and softplus(x) = log(1 + e^x). It is taken apart into {@code softplus(x)} of all n^2 pairs,
 * which the device goes through without holding them, and {@code t (w softplus(-x) - softplus(x))}
 * of the entries of the target. With s the sigmoid, {@code dz_i = norm / n^2} times {@code 2 sum of
 * s(x_ij) z_j} over all j, and {@code c_ij z_j} over i's entries and {@code c_ji z_j} over those in
 * column i, where {@code c = -t (w s(-x) + s(x))}.
 *
 * <p>Forward has every probability at hand once, so the gradient is taken there.
 */
final class Reconstruct implements Operation {

  private final Variable z;
  private final SparseMatrix targets;
  private final double positiveWeight;
  private final double norm;
  private Matrix slope; // of the sum, before norm / n^2

  /**
   * @param z n x d
   * @param targets n x n; what is no entry is 0, entries of one pair add up
   */
  Reconstruct(Variable z, SparseMatrix targets, double positiveWeight, double norm) {
    Shapes.require(
        targets.rows() == z.rows() && targets.columns() == z.rows(),
        "reconstruct: a target for each pair of rows; got %s and %s",
        z.shape(),
        targets.shape());
    Shapes.require(z.rows() > 0, "reconstruct: at least one row; got %s", z.shape());
    this.z = z;
    this.targets = targets;
    this.positiveWeight = positiveWeight;
    this.norm = norm;
  }

  @Override
  public String name() {
    return "reconstruct";
  }

  @Override
  public List<Variable> inputs() {
    return List.of(z);
  }

  @Override
  public Matrix forward(Device device) {
    Matrix pairs = Matrix.zeros(z.rows(), z.columns());
    double sum = device.addLogisticPairs(z.value(), pairs);
    float[] slopes = new float[targets.entryCount()];
    sum += entries(slopes);
    slope = Matrix.zeros(z.rows(), z.columns());
    device.addScaled(2f, pairs, slope);
    device.addProduct(targets.withValues(slopes), z.value(), slope);
    device.addTransposedProduct(targets.withValues(slopes), z.value(), slope);
    return Matrix.of(1, 1, (float) (share() * sum));
  }

  /** What the entries add to the sum; leaves their c. */
  private double entries(float[] slopes) {
    double sum = 0;
    for (int i = 0; i < z.rows(); i++) {
      for (int e = targets.offsets()[i]; e < targets.offsets()[i + 1]; e++) {
        float x = dot(i, targets.columnOf()[e]);
        double t = targets.values()[e];
        sum += t * (positiveWeight * Exponential.softplus(-(double) x) - Exponential.softplus(x));
        slopes[e] =
            (float) (-t * (positiveWeight * Exponential.sigmoid(-x) + Exponential.sigmoid(x)));
      }
    }
    return sum;
  }

  /** As the device multiplies: a chain of fma in float. */
  private float dot(int i, int j) {
    float sum = 0;
    for (int c = 0; c < z.columns(); c++) {
      sum = Math.fma(z.value().get(i, c), z.value().get(j, c), sum);
    }
    return sum;
  }

  private double share() {
    return norm / ((double) z.rows() * z.rows());
  }

  @Override
  public void backward(Device device, Matrix value, Matrix gradient) {
    device.addScaled((float) (gradient.values()[0] * share()), slope, z.gradient());
  }
}
