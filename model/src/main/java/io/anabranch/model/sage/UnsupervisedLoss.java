// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.Arrays;

/**
 * Equation 1 of Hamilton et al. 2017, the mean over pairs (u, v) of {@code -log s(z_u . z_v) - Q
 * E[log s(-z_u . z_n)]}, s the sigmoid, the expectation being the mean over negatives n, which all
 * pairs of a batch share.
 *
 * @param from the row of z of each pair's u; likewise {@code to} of its v
 * @param negatives the rows of z of the negatives, at least 1
 * @param weight Q
 */
record UnsupervisedLoss(int[] from, int[] to, int[] negatives, float weight) {

  /** The loss: 1 x 1. */
  Variable of(Operations o, Variable z) {
    int rows = z.value().rows();
    Variable alike = o.edgeDot(z, Segments.of(rows, from), z, Segments.of(rows, to), 1);
    Variable unlike = o.matmulTransposed(o.takeRows(z, from), o.takeRows(z, negatives));
    Variable near = o.binaryCrossEntropy(alike, like(alike, 1), 1);
    Variable far = o.binaryCrossEntropy(unlike, like(unlike, 0), 1);
    return o.add(near, o.scale(far, weight));
  }

  private static Matrix like(Variable logits, float target) {
    Matrix targets = Matrix.zeros(logits.value().rows(), logits.value().columns());
    Arrays.fill(targets.values(), target);
    return targets;
  }

  /** The share of (pair, negative) in which u is nearer to v than to the negative; half of ties. */
  double ranking(Matrix z) {
    double right = 0;
    for (int k = 0; k < from.length; k++) {
      double alike = dot(z, from[k], to[k]);
      for (int negative : negatives) {
        double unlike = dot(z, from[k], negative);
        right += alike > unlike ? 1 : alike == unlike ? 0.5 : 0;
      }
    }
    return right / ((double) from.length * negatives.length);
  }

  private static double dot(Matrix z, int a, int b) {
    double sum = 0;
    for (int c = 0; c < z.columns(); c++) {
      sum += (double) z.get(a, c) * z.get(b, c);
    }
    return sum;
  }
}
