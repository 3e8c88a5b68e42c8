// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.device.Matrix;

/**
 * The directions in which rows vary most, by power iteration on their covariance: each direction
 * found is taken out before the next is looked for. No chance has a part in it.
 */
final class PrincipalComponents {

  private static final int ITERATIONS = 200;

  private PrincipalComponents() {}

  /**
   * The rows in {@code count} dimensions, most variance first; 0 where there is no more variance.
   *
   * @return rows x count
   */
  static double[][] project(Matrix rows, int count) {
    int width = rows.columns();
    double[][] centred = centred(rows);
    double[][] covariance = covariance(centred, width);
    double[][] projected = new double[rows.rows()][count];
    for (int k = 0; k < count && k < width; k++) {
      double[] direction = leading(covariance, k);
      for (int r = 0; r < centred.length; r++) {
        projected[r][k] = dot(centred[r], direction);
      }
      deflate(covariance, direction);
    }
    return projected;
  }

  private static double[][] centred(Matrix rows) {
    double[][] centred = new double[rows.rows()][rows.columns()];
    for (int c = 0; c < rows.columns(); c++) {
      double sum = 0;
      for (int r = 0; r < rows.rows(); r++) {
        sum += rows.get(r, c);
      }
      for (int r = 0; r < rows.rows(); r++) {
        centred[r][c] = rows.get(r, c) - sum / rows.rows();
      }
    }
    return centred;
  }

  private static double[][] covariance(double[][] centred, int width) {
    double[][] covariance = new double[width][width];
    for (double[] row : centred) {
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          covariance[i][j] += row[i] * row[j];
        }
      }
    }
    return covariance;
  }

  /** A unit vector; the start is at right angles to nothing in particular. */
  private static double[] leading(double[][] covariance, int k) {
    double[] direction = new double[covariance.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = 1 + (i + k) % 7 / 7.0;
    }
    normalise(direction);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] next = new double[direction.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = dot(covariance[i], direction);
      }
      if (!normalise(next)) {
        return next; // no variance is left: zeros
      }
      direction = next;
    }
    return direction;
  }

  private static void deflate(double[][] covariance, double[] direction) {
    double[] image = new double[direction.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = dot(covariance[i], direction);
    }
    double value = dot(image, direction);
    for (int i = 0; i < image.length; i++) {
      for (int j = 0; j < image.length; j++) {
        covariance[i][j] -= value * direction[i] * direction[j];
      }
    }
  }

  /** To length 1; what is too short to have a direction becomes zeros. */
  private static boolean normalise(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    boolean has = length > 1e-12;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = has ? vector[i] / length : 0;
    }
    return has;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
