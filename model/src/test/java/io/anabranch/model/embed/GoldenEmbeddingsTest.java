// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.SageModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole embeddings have the bits of the day their aggregator was written. */
class GoldenEmbeddingsTest {

  private static final int VERTICES = 200;
  private static final int EDGES = 1500;

  private long state = 1;

  @ParameterizedTest
  @CsvSource({"MEAN, 39d274273b3598ab", "GCN, c02ba32c06d83ed2", "MAX_POOL, a289ae5c8c1a5127"})
  void sameBitsForEver(AggregatorType aggregator, String expected) {
    int[] src = new int[EDGES];
    int[] dst = new int[EDGES];
    float[] weights = new float[EDGES];
    for (int e = 0; e < EDGES; e++) {
      src[e] = (int) (VERTICES * Math.abs(next()));
      dst[e] = (int) (VERTICES * Math.abs(next() * next()));
      weights[e] = e % 3 == 0 ? 2 * next() : 1f;
    }
    float[] features = new float[VERTICES * 17];
    for (int i = 0; i < features.length; i++) {
      features[i] = next();
    }
    SageModel model = SageModel.random("m", 1, aggregator, new int[] {17, 64, 9, 5}, 3, true);
    InNeighbors graph = InNeighbors.of(VERTICES, src, dst, weights);
    assertEquals(expected, hash(new BatchEmbedder(model, 2).embed(graph, features).values()));
  }

  /** A linear congruential generator (Knuth's MMIX); between -1 and 1. */
  private float next() {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (state >> 40) * 0x1p-23f;
  }

  private static String hash(float[] values) {
    long hash = 0;
    for (float value : values) {
      hash = (hash ^ Float.floatToRawIntBits(value)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return Long.toHexString(hash);
  }
}
