// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.connectors.kafka.Isolation;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.verify.TopicGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The input topics, read from their beginning to where they end now, without any checkpoint. */
public record TopicSource(AnabranchConfig config) implements SnapshotSource {

  @Override
  public GraphSnapshot take(int width) {
    TopicReader reader =
        new TopicReader(
            config.kafka().bootstrapServers(), Isolation.READ_COMMITTED, config.kafka().timeout());
    Map<String, long[]> last = new HashMap<>();
    for (String topic : TopicGraph.inputs(config)) {
      last.put(topic, Arrays.stream(reader.ends(topic)).map(end -> end - 1).toArray());
    }
    TopicGraph graph = new TopicGraph(config, width);
    graph.read(reader, last);
    return graph
        .graph()
        .snapshot(
            width,
            "topics, %s up to %s"
                .formatted(
                    config.topics().edges(), Arrays.toString(last.get(config.topics().edges()))));
  }
}
