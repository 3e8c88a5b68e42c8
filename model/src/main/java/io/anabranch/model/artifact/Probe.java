// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.embed.Embeddings;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.SageModel;

/**
 * A small fixed graph that every model must embed without a value that is not finite: a chain, a
 * cycle, a self-loop, parallel edges and an isolated vertex, with features of both signs up to 1 in
 * magnitude and one vertex without any.
 */
final class Probe {

  private static final int VERTICES = 6;
  private static final InNeighbors GRAPH =
      InNeighbors.of(VERTICES, new int[] {0, 1, 2, 3, 3, 0, 0}, new int[] {1, 2, 1, 3, 4, 4, 4});

  private Probe() {}

  static void requireFinite(SageModel model) throws ArtifactException {
    Embeddings embeddings = new BatchEmbedder(model, 1).embed(GRAPH, features(model.inputWidth()));
    for (int l = 0; l < model.depth(); l++) {
      long nonFinite = embeddings.layers().get(l).nonFinite();
      if (nonFinite > 0) {
        throw new ArtifactException(
            Safetensors.WHERE,
            "expected finite embeddings of the probe graph; layer %d gave %d elements that are not"
                .formatted(l, nonFinite));
      }
    }
  }

  /** Vertex 0 has all ones, vertex 1 alternates, vertex 4 has zeros, the others ramp down to -1. */
  private static float[] features(int width) {
    float[] features = new float[VERTICES * width];
    for (int i = 0; i < width; i++) {
      features[i] = 1f;
      features[width + i] = i % 2 == 0 ? 1f : -1f;
      for (int v : new int[] {2, 3, 5}) {
        features[v * width + i] = 1f - 2f * i * v / (5f * width);
      }
    }
    return features;
  }
}
