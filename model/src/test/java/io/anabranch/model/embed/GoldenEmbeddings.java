// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.kernel.RowKernels;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.Architecture;
import io.anabranch.model.layer.SageModel;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One number for the bits of the embeddings of a drawn graph. As a program it prints that of a
 * small graph for every aggregator, so that JVMs can be compared.
 */
final class GoldenEmbeddings {

  private final int vertices;
  private final int edges;
  private long state = 1;

  private GoldenEmbeddings(int vertices, int edges) {
    this.vertices = vertices;
    this.edges = edges;
  }

  public static void main(String[] args) {
    String kernels = RowKernels.best().getClass().getSimpleName();
    System.out.println(kernels + " " + ofSmallGraphs());
  }

  /** All aggregators, the embeddings of 30 vertices. */
  static String ofSmallGraphs() {
    return Arrays.stream(AggregatorType.values())
        .map(type -> new GoldenEmbeddings(30, 120).hash(type, 5, 18, 9, 4))
        .collect(Collectors.joining(" "));
  }

  /** One aggregator, the embeddings of 200 vertices. */
  static String of(AggregatorType aggregator) {
    int hidden = aggregator == AggregatorType.ATTENTION ? 66 : 64;
    return new GoldenEmbeddings(200, 1500).hash(aggregator, 17, hidden, 9, 5);
  }

  private String hash(AggregatorType aggregator, int... widths) {
    int[] src = new int[edges];
    int[] dst = new int[edges];
    float[] weights = new float[edges];
    for (int e = 0; e < edges; e++) {
      src[e] = (int) (vertices * Math.abs(next()));
      dst[e] = (int) (vertices * Math.abs(next() * next()));
      weights[e] = e % 3 == 0 ? 2 * next() : 1f;
    }
    float[] features = new float[vertices * widths[0]];
    for (int i = 0; i < features.length; i++) {
      features[i] = next();
    }
    int heads = aggregator == AggregatorType.ATTENTION ? 3 : 1;
    Architecture architecture = new Architecture(aggregator, heads);
    SageModel model = SageModel.random("m", 1, architecture, widths, 3, true);
    InNeighbors graph = InNeighbors.of(vertices, src, dst, weights);
    return hash(new BatchEmbedder(model, 2).embed(graph, features).values());
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
