// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Embeds a whole graph from scratch: in each layer, {@code S_v = sum of q(w * m_u)} over the
 * in-edges of v, m_u the message of u and w the edge's weight, then the mean by the number of
 * in-edges, then {@link SageLayer#update}. An aggregator that keeps words hears the messages
 * themselves in place of sum and mean; where their order matters it is that of the in-edges in the
 * graph. This is what the stream computes bit for bit, and the reference it is verified against.
 * Threads do not change a bit.
 *
 * <pre>{@code
 * var embedder = new BatchEmbedder(model, 2);
 * Embeddings z = embedder.embed(InNeighbors.of(3, new int[] {0, 1}, new int[] {1, 2}), features);
 * }</pre>
 */
public final class BatchEmbedder {

  private final SageModel model;
  private final int threads;

  /**
   * @throws IllegalArgumentException when there is not at least one thread
   */
  public BatchEmbedder(SageModel model, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads are 1 or more; got " + threads);
    }
    this.model = model;
    this.threads = threads;
  }

  /**
   * The embeddings of all vertices when every layer hears all in-neighbors.
   *
   * @param features vertices x inputWidth, row-major
   * @throws IllegalArgumentException when the length of {@code features} does not fit, a vertex has
   *     more in-edges than fit a sum, or a matrix of vertices x the model's largest width has more
   *     elements than an array can
   */
  public Embeddings embed(InNeighbors graph, float[] features) {
    return embed(Collections.nCopies(model.depth(), graph), features);
  }

  /**
   * The embeddings of all vertices when each layer hears its own in-neighbors.
   *
   * @param graphs what each layer hears, the first layer first; of the same vertices
   * @param features as above
   * @throws IllegalArgumentException as above, and when there is not one graph for each layer
   */
  public Embeddings embed(List<InNeighbors> graphs, float[] features) {
    requireOneALayer(graphs);
    graphs.forEach(graph -> requireFits(graph, features));
    List<LayerReport> reports = new ArrayList<>();
    FirstPass first = new FirstPass(graphs.get(0), model.layer(0), features);
    first.run(threads);
    Messages messages = first.messages();
    float[] told = first.self();
    for (int l = 0; l < model.depth(); l++) {
      SageLayer next = l + 1 < model.depth() ? model.layer(l + 1) : null;
      Degrees degrees = next == null ? null : Degrees.of(graphs.get(l + 1), next);
      LayerPass pass = new LayerPass(graphs.get(l), model.layer(l), told, messages, next, degrees);
      reports.add(pass.run(threads));
      told = pass.out();
      messages = pass.next();
    }
    return new Embeddings(
        graphs.get(0).vertexCount(), model.outputWidth(), told, List.copyOf(reports));
  }

  private void requireOneALayer(List<InNeighbors> graphs) {
    if (graphs.size() != model.depth()) {
      throw new IllegalArgumentException(
          "%d layers hear as many graphs; got %d".formatted(model.depth(), graphs.size()));
    }
  }

  private void requireFits(InNeighbors graph, float[] features) {
    int vertices = graph.vertexCount();
    for (SageLayer layer : model.layers()) {
      long elements = (long) vertices * widest(layer);
      if (elements > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "vertices x width is at most 2^31 - 9; got %d x %d"
                .formatted(vertices, elements / vertices));
      }
    }
    if (features.length != vertices * model.inputWidth()) {
      throw new IllegalArgumentException(
          "features are %d vertices x %d elements; got an array of %d"
              .formatted(vertices, model.inputWidth(), features.length));
    }
    requireCounts(graph, model.layer(0).aggregator().mostNeighbors());
  }

  private static int widest(SageLayer layer) {
    int told = Math.max(layer.selfWidth(), layer.messageWidth());
    return Math.max(told, Math.max(layer.inputWidth(), layer.outputWidth()));
  }

  static void requireCounts(InNeighbors graph, int most) {
    for (int v = 0; v < graph.vertexCount(); v++) {
      if (graph.inDegree(v) > most) {
        throw new IllegalArgumentException(
            "a vertex has at most %d in-edges, beyond that a sum might overflow; vertex %d has %d"
                .formatted(most, v, graph.inDegree(v)));
      }
    }
  }
}
