// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/** Products of rows at the ends of an edge, head by head, added in the order of the columns. */
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

  /** Unrolled, for a head is often eight columns wide. */
  private static float dot(float[] a, int i, float[] b, int j, int n) {
    float sum = 0;
    int c = 0;
    for (; c + 8 <= n; c += 8) {
      sum = Math.fma(a[i + c], b[j + c], sum);
      sum = Math.fma(a[i + c + 1], b[j + c + 1], sum);
      sum = Math.fma(a[i + c + 2], b[j + c + 2], sum);
      sum = Math.fma(a[i + c + 3], b[j + c + 3], sum);
      sum = Math.fma(a[i + c + 4], b[j + c + 4], sum);
      sum = Math.fma(a[i + c + 5], b[j + c + 5], sum);
      sum = Math.fma(a[i + c + 6], b[j + c + 6], sum);
      sum = Math.fma(a[i + c + 7], b[j + c + 7], sum);
    }
    for (; c < n; c++) {
      sum = Math.fma(a[i + c], b[j + c], sum);
    }
    return sum;
  }
}
