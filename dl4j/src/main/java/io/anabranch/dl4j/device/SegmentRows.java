// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import io.anabranch.dl4j.device.Buckets.Bucket;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import java.util.Arrays;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is not linear in the rows of a segment. Each column of a segment becomes a row of its own,
 * padded on the way to the device.
 */
record SegmentRows(Matrix x, Segments segments, int[] offsets) {

  /** The maxima, 0 of none, and the rows that they come from, -1 of none. */
  void max(int[] winners, Matrix y) {
    Arrays.fill(winners, -1);
    Arrays.fill(y.values(), 0f);
    for (Bucket bucket : buckets()) {
      int[] winning = winning(bucket);
      int at = 0;
      for (int s : bucket.segments()) {
        for (int c = 0; c < x.columns(); c++) {
          int winner = segments.member(offsets[s] + winning[at++]);
          winners[s * x.columns() + c] = winner;
          y.values()[s * x.columns() + c] = x.get(winner, c);
        }
      }
    }
  }

  /** Where in its segment each maximum stands: the first of equals, NaN above all. */
  private int[] winning(Bucket bucket) {
    float[] values = upright(bucket, Float.NEGATIVE_INFINITY);
    int width = bucket.width();
    try (Scratch scratch = new Scratch()) {
      int[] winning =
          scratch
              .keep(scratch.upload(values, values.length / width, width).argMax(1))
              .data()
              .asInt();
      // The device passes over NaN, so that is looked for here.
      for (int i = values.length - 1; i >= 0; i--) {
        if (Float.isNaN(values[i])) {
          winning[i / width] = i % width;
        }
      }
      return winning;
    }
  }

  /** The softmax of each column over the rows of each segment. */
  void softmax(Matrix y) {
    for (Bucket bucket : buckets()) {
      float[] shares = softmax(bucket);
      int at = 0;
      for (int s : bucket.segments()) {
        for (int c = 0; c < x.columns(); c++) {
          for (int p = offsets[s]; p < offsets[s + 1]; p++) {
            y.values()[segments.member(p) * x.columns() + c] = shares[at + p - offsets[s]];
          }
          at += bucket.width();
        }
      }
    }
  }

  private float[] softmax(Bucket bucket) {
    float[] values = upright(bucket, Float.NEGATIVE_INFINITY); // whose power is 0
    try (Scratch scratch = new Scratch()) {
      int width = bucket.width();
      return scratch.download(
          scratch.keep(Nd4j.nn().softmax(scratch.upload(values, values.length / width, width), 1)));
    }
  }

  private Iterable<Bucket> buckets() {
    return Buckets.of(offsets, x.columns());
  }

  /** Segment by segment, column by column, in the order of the rows. */
  private float[] upright(Bucket bucket, float pad) {
    float[] values = new float[bucket.segments().length * x.columns() * bucket.width()];
    Arrays.fill(values, pad);
    int at = 0;
    for (int s : bucket.segments()) {
      for (int c = 0; c < x.columns(); c++) {
        for (int p = offsets[s]; p < offsets[s + 1]; p++) {
          values[at + p - offsets[s]] = x.get(segments.member(p), c);
        }
        at += bucket.width();
      }
    }
    return values;
  }
}
