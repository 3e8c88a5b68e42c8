// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/** Products of rows at the ends of an edge, head by head. */
final class EdgeDots {

  private EdgeDots() {}

  /**
   * {@code y[yOff + k] += a[i ..] . b[j ..]} over the columns of head k.
   *
   * @param block columns of a head
   */
  static void add(float[] a, int i, float[] b, int j, int block, int heads, float[] y, int yOff) {
    for (int k = 0; k < heads; k++) {
      y[yOff + k] += dot(a, i + k * block, b, j + k * block, block);
    }
  }

  /**
   * Column c goes to chain c modulo 4, in order; the chains are added as {@code (0 + 2) + (1 + 3)}.
   */
  private static float dot(float[] a, int i, float[] b, int j, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int c = 0;
    for (; c + 4 <= n; c += 4) {
      s0 = Math.fma(a[i + c], b[j + c], s0);
      s1 = Math.fma(a[i + c + 1], b[j + c + 1], s1);
      s2 = Math.fma(a[i + c + 2], b[j + c + 2], s2);
      s3 = Math.fma(a[i + c + 3], b[j + c + 3], s3);
    }
    s0 = c < n ? Math.fma(a[i + c], b[j + c], s0) : s0;
    s1 = c + 1 < n ? Math.fma(a[i + c + 1], b[j + c + 1], s1) : s1;
    s2 = c + 2 < n ? Math.fma(a[i + c + 2], b[j + c + 2], s2) : s2;
    return (s0 + s2) + (s1 + s3);
  }
}
