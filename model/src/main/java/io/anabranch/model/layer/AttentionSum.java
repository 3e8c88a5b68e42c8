// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.Exponential;
import io.anabranch.model.kernel.FixedPoint;
import java.util.Arrays;

/**
 * The words of a vertex, weighed by attention: {@code sum of p_u z_u / sum of p_u} with {@code p_u
 * = exp(e_u - max e)}. The largest e is the same in any order, and both sums are in fixed point, so
 * the words may come in any order. The largest p is 1, so the divisor is no less.
 */
final class AttentionSum implements Hearing {

  private static final float SLOPE = 0.2f; // of LeakyReLU below zero

  private final int heads;
  private final int width; // of a head
  private int size;
  private float[][] words = new float[8][];
  private int[] offsets = new int[8];
  private float[] scores = new float[8];
  private final float[] self; // what the vertex tells itself
  private final long[] sums;

  AttentionSum(int heads, int width) {
    this.heads = heads;
    this.width = width;
    this.self = new float[heads * (width + 2)];
    this.sums = new long[width];
  }

  @Override
  public void begin(float[] told, int off) {
    System.arraycopy(told, off, self, 0, self.length);
    size = 0;
    hear(self, 0);
  }

  @Override
  public void hear(float[] word, int off) {
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
      offsets = Arrays.copyOf(offsets, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
    }
    words[size] = word;
    offsets[size++] = off;
  }

  @Override
  public void end(float[] out, int off) {
    for (int head = 0; head < heads; head++) {
      end(head, out, off + head * width);
    }
    Arrays.fill(words, 0, size, null);
  }

  private void end(int head, float[] out, int off) {
    float largest = score(head);
    long divisor = 0;
    Arrays.fill(sums, 0);
    for (int j = 0; j < size; j++) {
      float p = Exponential.exp(scores[j] - largest);
      divisor += FixedPoint.quantise(p);
      FixedPoint.addDifference(null, 0, words[j], offsets[j] + head * width, p, 1, sums, 0, width);
    }
    FixedPoint.quotient(sums, divisor, out, off, width);
  }

  /** Writes e of all words and returns the largest. */
  private float score(int head) {
    float atTarget = self[heads * (width + 1) + head];
    float largest = -Float.MAX_VALUE;
    for (int j = 0; j < size; j++) {
      float x = atTarget + words[j][offsets[j] + heads * width + head];
      float e = x > 0 ? Math.min(x, Float.MAX_VALUE) : Math.max(SLOPE * x, -Float.MAX_VALUE);
      scores[j] = e;
      largest = Math.max(largest, e);
    }
    return largest;
  }
}
