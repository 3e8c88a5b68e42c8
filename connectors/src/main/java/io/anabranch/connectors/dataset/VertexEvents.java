// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.util.BitSet;
import java.util.Queue;

/** Says the features and the label of each vertex once. */
final class VertexEvents {

  private final Vertices vertices;
  private final DataSetOptions options;
  private final BitSet said = new BitSet();

  VertexEvents(Vertices vertices, DataSetOptions options) {
    this.vertices = vertices;
    this.options = options;
  }

  void say(int number, long timestamp, Queue<GraphEvent> out) {
    if (said.get(number)) {
      return;
    }
    said.set(number);
    Vertices.Vertex vertex = vertices.get(number);
    float[] features = features(vertex);
    if (features != null) {
      out.add(new FeaturesEvent(vertex.id(), timestamp, features));
    }
    if (options.labels() && !vertex.label().isEmpty()) {
      out.add(new LabelEvent(vertex.id(), timestamp, vertex.label()));
    }
  }

  private float[] features(Vertices.Vertex vertex) {
    if (vertices.dimension() == 0) {
      return options.hashDimension() == 0
          ? null
          : HashFeatures.of(vertex.id(), options.hashDimension());
    }
    return vertex.features() == null ? null : vertex.features().dense(vertices.dimension());
  }
}
