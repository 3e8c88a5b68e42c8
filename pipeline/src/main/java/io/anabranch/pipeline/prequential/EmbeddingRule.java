// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.util.function.IntFunction;

/**
 * The inner product of two embeddings, the decoder of Kipf & Welling 2016, section 2; of rows of
 * length 1 it is their cosine. A vertex without an embedding scores below every other.
 */
public final class EmbeddingRule implements Rule {

  private final IntFunction<float[]> rows;

  /**
   * @param rows the embedding of a vertex, or null
   */
  public EmbeddingRule(IntFunction<float[]> rows) {
    this.rows = rows;
  }

  @Override
  public void score(Query query, double[] scores) {
    float[] own = rows.apply(query.src());
    for (int c = 0; c < query.candidates().size(); c++) {
      float[] other = own == null ? null : rows.apply(query.candidates().vertex(c));
      scores[c] = other == null ? Double.NEGATIVE_INFINITY : product(own, other);
    }
  }

  private static double product(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "embeddings of one model are of one width; got %d and %d".formatted(a.length, b.length));
    }
    float s0 = 0; // four chains, for speed
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < a.length; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
