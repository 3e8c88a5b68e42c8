// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.verify.TopicGraph;
import io.anabranch.pipeline.verify.Until;

/**
 * The input topics, read from their beginning, without any checkpoint. The snapshot's source names
 * the offsets, so that it can be taken again.
 */
public record TopicSource(AnabranchConfig config, Until until) implements SnapshotSource {

  /** To where they end now. */
  public TopicSource(AnabranchConfig config) {
    this(config, Until.NOW);
  }

  @Override
  public GraphSnapshot take(int width) {
    TopicGraph graph = new TopicGraph(config, width);
    String read = Until.text(graph.read(until));
    return graph.graph().snapshot(width, "topics until " + read);
  }
}
