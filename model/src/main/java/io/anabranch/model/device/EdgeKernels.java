// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

/**
 * What attention does along edges, in plain loops: a row is as many blocks of {@code width / heads}
 * columns as there are heads.
 */
record EdgeKernels(int width, int heads) {

  /** Of edges {@code from .. to - 1}; a product adds its terms in the order of the columns. */
  void addDots(Matrix a, Segments ofA, Matrix b, Segments ofB, int from, int to, Matrix y) {
    int block = width / heads;
    float[] left = a.values();
    float[] right = b.values();
    for (int e = from; e < to; e++) {
      int i = ofA.segment(e) * width;
      int j = ofB.segment(e) * width;
      for (int k = 0; k < heads; k++, i += block, j += block) {
        float sum = 0;
        for (int c = 0; c < block; c++) {
          sum = Math.fma(left[i + c], right[j + c], sum);
        }
        y.values()[e * heads + k] += sum;
      }
    }
  }

  /** Of segments {@code from .. to - 1}. */
  void addSums(Matrix w, Segments targets, Matrix x, Segments sources, int from, int to, Matrix y) {
    for (int s = from; s < to; s++) {
      for (int p = targets.start(s); p < targets.end(s); p++) {
        int e = targets.member(p);
        addRow(
            w.values(), e * heads, x.values(), sources.segment(e) * width, y.values(), s * width);
      }
    }
  }

  private void addRow(float[] w, int wOff, float[] x, int xOff, float[] y, int yOff) {
    int block = width / heads;
    for (int k = 0, c = 0; k < heads; k++) {
      float weight = w[wOff + k];
      for (int end = c + block; c < end; c++) {
        y[yOff + c] = Math.fma(weight, x[xOff + c], y[yOff + c]);
      }
    }
  }
}
