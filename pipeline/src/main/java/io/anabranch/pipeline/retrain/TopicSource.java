// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.verify.TopicGraph;
import java.util.Arrays;

/** The input topics, read from their beginning to where they end now, without any checkpoint. */
public record TopicSource(AnabranchConfig config) implements SnapshotSource {

  @Override
  public GraphSnapshot take(int width) {
    TopicGraph graph = new TopicGraph(config, width);
    String edges = config.topics().edges();
    String ends = Arrays.toString(graph.readAll().get(edges));
    return graph.graph().snapshot(width, "topics, %s up to %s".formatted(edges, ends));
  }
}
