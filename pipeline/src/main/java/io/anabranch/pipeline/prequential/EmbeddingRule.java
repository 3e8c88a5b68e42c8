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
    float even = 0;
    float odd = 0;
    int i = 0;
    for (; i + 1 < a.length; i += 2) { // two chains, for speed
      even = Math.fma(a[i], b[i], even);
      odd = Math.fma(a[i + 1], b[i + 1], odd);
    }
    return i < a.length ? Math.fma(a[i], b[i], even) + odd : even + odd;
  }
}
