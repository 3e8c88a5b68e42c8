// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import java.util.Arrays;
import java.util.Map;

/** The rows that the live job would serve of a graph, by the same code. */
public final class ServedRows {

  private ServedRows() {}

  /** vertices x the model's output width; zeros of a vertex that the job would have no row of. */
  public static Matrix of(SageModel model, GraphSnapshot graph) {
    int threads = Runtime.getRuntime().availableProcessors();
    if (model.sampling().takesAll() && !model.aggregator().isOrdered()) {
      float[] z =
          new BatchEmbedder(model, threads)
              .embed(graph.inNeighbors(Long.MAX_VALUE), graph.features().values())
              .values();
      return Matrix.of(graph.vertices().length, model.outputWidth(), z);
    }
    return sampled(reference(graph).embed(model, threads), graph, model.outputWidth());
  }

  private static Matrix sampled(Map<String, float[]> rows, GraphSnapshot graph, int width) {
    Matrix z = Matrix.zeros(graph.vertices().length, width);
    for (int v = 0; v < z.rows(); v++) {
      float[] row = rows.get(graph.vertices()[v]);
      if (row != null) {
        System.arraycopy(row, 0, z.values(), v * width, width);
      }
    }
    return z;
  }

  /** A snapshot's edges stand in both directions already where the job mirrors them. */
  private static ReferenceGraph reference(GraphSnapshot graph) {
    ReferenceGraph reference = new ReferenceGraph(false);
    GraphSnapshot.Edges edges = graph.edges();
    String[] names = graph.vertices();
    for (int e = 0; e < edges.count(); e++) {
      reference.apply(
          new EdgeEvent(
              EdgeEvent.Op.ADD,
              names[edges.sources()[e]],
              names[edges.targets()[e]],
              edges.ids()[e],
              edges.timestamps()[e],
              edges.weights()[e]));
    }
    int width = graph.features().width();
    for (int v = 0; v < names.length; v++) {
      if (graph.features().given()[v]) {
        float[] row = Arrays.copyOfRange(graph.features().values(), v * width, (v + 1) * width);
        reference.apply(new FeaturesEvent(names[v], 0, row));
      }
    }
    return reference;
  }
}
