// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.SageLayer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the vertices tell themselves and send in the first layer: the features as they are where the
 * aggregator takes them so.
 */
final class FirstPass {

  private final InNeighbors graph;
  private final SageLayer layer;
  private final float[] features;
  private final Degrees degrees;
  private final float[] self; // vertices x selfWidth
  private final Messages messages;
  private final AtomicInteger nextBlock = new AtomicInteger();

  FirstPass(InNeighbors graph, SageLayer layer, float[] features) {
    this.graph = graph;
    this.layer = layer;
    this.features = features;
    this.degrees = Degrees.of(graph, layer);
    int vertices = graph.vertexCount();
    boolean asTheyAre = layer.aggregator().sendsFeatures();
    this.self = asTheyAre ? features : new float[vertices * layer.selfWidth()];
    this.messages = Messages.of(layer.aggregator(), features, vertices);
  }

  float[] self() {
    return self;
  }

  Messages messages() {
    return messages;
  }

  void run(int threads) {
    Parallel.run(
        threads,
        () -> {
          runBlocks();
          return null;
        });
  }

  private void runBlocks() {
    float[] h = new float[LayerPass.BLOCK * layer.inputWidth()];
    float[] told = new float[LayerPass.BLOCK * layer.selfWidth()];
    float[] sent = new float[LayerPass.BLOCK * messages.width];
    for (int v; (v = LayerPass.claim(nextBlock, graph)) >= 0; ) {
      int rows = Math.min(LayerPass.BLOCK, graph.vertexCount() - v);
      if (self != features) {
        LayerPass.load(features, v, rows, layer.inputWidth(), h);
        layer.self(rows, h, told);
        degrees.scale(told, v, rows, layer.selfWidth());
        LayerPass.store(told, rows, layer.selfWidth(), self, v);
        int replaced = layer.message(rows, h, sent);
        degrees.scale(sent, v, rows, messages.width);
        messages.store(sent, v, rows, replaced);
      }
      messages.quantise(v, rows);
    }
  }
}
