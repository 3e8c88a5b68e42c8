// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import io.anabranch.dl4j.device.Buckets.Bucket;
import io.anabranch.model.device.Matrix;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weighted sums of rows, head by head: {@code y[s] += weight(p, k) * x[source(p)]} in the columns
 * of head k, over the positions p of segment s. A sparse product, a segment sum and a sum along
 * edges are all of this kind. Rows are gathered, weighed, and summed as segments x width x columns.
 *
 * @param offsets of the segments
 * @param source the row of x at a position
 */
record WeightedSums(int[] offsets, int heads, Weight weight, IntUnaryOperator source) {

  /** What a row is multiplied by. */
  interface Weight {
    float at(int position, int head);
  }

  void addTo(Matrix y, Matrix x) {
    if (y.values().length == 0 || offsets[offsets.length - 1] == 0) {
      return;
    }
    try (Scratch scratch = new Scratch()) {
      INDArray blocks = padded(scratch, x);
      for (Bucket bucket : Buckets.of(offsets, x.columns())) {
        add(sums(bucket, blocks, x.rows() * heads), bucket.segments(), y);
      }
    }
  }

  /** segments x heads x block of a head. */
  private float[] sums(Bucket bucket, INDArray blocks, int pad) {
    int width = bucket.width();
    int batch = bucket.segments().length * heads;
    int[] chosen = new int[batch * width];
    float[] weights = new float[batch * width];
    fill(bucket, pad, chosen, weights);
    try (Scratch scratch = new Scratch()) {
      // A batch of small products would be 20 to 60 times slower (ND4J calls gemm for each).
      INDArray weighted =
          scratch
              .gather(blocks, chosen)
              .muliColumnVector(scratch.upload(weights, weights.length, 1));
      return scratch.download(scratch.keep(weighted.reshape(batch, width, -1).sum(1)));
    }
  }

  /** Block by block, with a row of zeros behind: what pads a segment. */
  private INDArray padded(Scratch scratch, Matrix x) {
    float[] values = Arrays.copyOf(x.values(), x.values().length + x.columns());
    return scratch.upload(values, (x.rows() + 1L) * heads, x.columns() / heads);
  }

  /** Segment by segment, head by head, in the order of the positions. */
  private void fill(Bucket bucket, int pad, int[] chosen, float[] weights) {
    int at = 0;
    for (int s : bucket.segments()) {
      for (int k = 0; k < heads; k++) {
        int end = at + bucket.width();
        for (int p = offsets[s]; p < offsets[s + 1]; p++) {
          chosen[at] = source.applyAsInt(p) * heads + k;
          weights[at++] = weight.at(p, k);
        }
        Arrays.fill(chosen, at, end, pad);
        at = end;
      }
    }
  }

  private static void add(float[] sums, int[] segments, Matrix y) {
    int n = y.columns();
    for (int i = 0; i < segments.length; i++) {
      for (int c = 0; c < n; c++) {
        y.values()[segments[i] * n + c] += sums[i * n + c];
      }
    }
  }
}
