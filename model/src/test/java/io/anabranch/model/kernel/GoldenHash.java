// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/**
 * One number for the bits of many kernel calls on fixed inputs. As a program it prints that of
 * {@link RowKernels#best}, so that JVMs can be compared.
 */
final class GoldenHash {

  /** What every JVM, compiler and kernel must give. */
  static final String EXPECTED = "8d0e722d6b4586ea";

  /** Likewise, of what is done element by element. */
  static final String ELEMENTS = "a6a2632955af0775";

  private static final int[][] SHAPES = {{1, 1}, {3, 5}, {64, 64}, {100, 17}, {128, 64}};
  private static final int[] ROWS = {1, 3, 4, 7, 64};

  private long state = 1;

  public static void main(String[] args) {
    RowKernels rows = RowKernels.best();
    ElementKernels elements = ElementKernels.best();
    System.out.println(rows.getClass().getSimpleName() + " " + of(rows));
    System.out.println(elements.getClass().getSimpleName() + " " + of(elements));
  }

  static String of(RowKernels kernels) {
    return new GoldenHash().hash(kernels);
  }

  static String of(ElementKernels kernels) {
    return new GoldenHash().hash(kernels);
  }

  private String hash(ElementKernels kernels) {
    long hash = 0;
    for (int n : new int[] {1, 17, 64, 1001}) {
      float[] x = floats(n);
      for (int i = 0; i < n; i++) {
        x[i] = x[i] * x[i] * x[i] * 30;
      }
      float[] y = new float[n];
      kernels.exp(x, y, 0, n);
      hash = mix(hash, y);
      kernels.elu(x, y, 0, n);
      hash = mix(hash, y);
      kernels.sigmoid(x, y, 0, n);
      hash = mix(hash, y);
      kernels.tanh(x, y, 0, n);
      kernels.addChainedKink(x, 0.2f, x, y, 0, n);
      kernels.addDropped(0.6f, 42, x, y, 0, n);
      hash = mix(hash, y);
    }
    return Long.toHexString(hash);
  }

  private String hash(RowKernels kernels) {
    long hash = 0;
    for (int[] shape : SHAPES) {
      float[] w = floats(shape[0] * shape[1]);
      for (int rows : ROWS) {
        float[] x = floats(rows * shape[0]);
        float[] y = floats(rows * shape[1]);
        kernels.multiplyAdd(rows, x, shape[0], w, shape[1], y);
        hash = mix(hash, y);
        kernels.relu(y, 0, y.length / 2);
        kernels.l2Normalise(rows, y, shape[1]);
        hash = mix(hash, y);
        long[] sums = new long[y.length];
        FixedPoint.addDifference(null, 0, y, 0, x[0], 3, sums, 0, y.length);
        FixedPoint.mean(sums, 0, 7, y, 0, y.length);
        hash = mix(hash, y);
      }
    }
    return Long.toHexString(hash);
  }

  /** A linear congruential generator (Knuth's MMIX); values lie between -1 and 1. */
  private float[] floats(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      values[i] = (state >> 40) * 0x1p-23f;
    }
    return values;
  }

  private static long mix(long hash, float[] values) {
    for (float value : values) {
      hash = (hash ^ Float.floatToRawIntBits(value)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
