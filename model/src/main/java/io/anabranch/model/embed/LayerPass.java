// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.SageLayer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One layer over all vertices, a block at a time. A block's new embeddings become the messages of
 * the next layer while they are in cache.
 */
final class LayerPass {

  /** Vertices in a block: a multiple of the kernels' four rows, and small enough for a cache. */
  static final int BLOCK = 64;

  private final InNeighbors graph;
  private final SageLayer layer;
  private final float[] self; // vertices x selfWidth
  private final Messages messages;
  private final float[] out; // of the next layer vertices x selfWidth; after the last h itself
  private final SageLayer nextLayer; // null after the last one
  private final Messages next; // null after the last one
  private final Degrees nextDegrees; // of no meaning after the last one
  private final AtomicInteger nextBlock = new AtomicInteger();

  LayerPass(
      InNeighbors graph,
      SageLayer layer,
      float[] self,
      Messages messages,
      SageLayer nextLayer,
      Degrees nextDegrees) {
    this.graph = graph;
    this.layer = layer;
    this.self = self;
    this.messages = messages;
    int outWidth = nextLayer == null ? layer.outputWidth() : nextLayer.selfWidth();
    this.out = new float[graph.vertexCount() * outWidth];
    this.nextLayer = nextLayer;
    this.nextDegrees = nextDegrees;
    this.next =
        nextLayer == null ? null : Messages.of(nextLayer.aggregator(), out, graph.vertexCount());
  }

  /** What each vertex tells itself in the next layer; after the last one the embeddings. */
  float[] out() {
    return out;
  }

  /** The messages of the next layer; null after the last one. */
  Messages next() {
    return next;
  }

  LayerReport run(int threads) {
    List<LayerReport> reports = Parallel.run(threads, this::runBlocks);
    return new LayerReport(
        reports.stream().mapToLong(LayerReport::clamped).sum(),
        messages.nonFinite() + reports.stream().mapToLong(LayerReport::nonFinite).sum());
  }

  private LayerReport runBlocks() {
    Neighbors neighbors = Neighbors.of(graph, messages, layer.aggregator(), self);
    float[] selves = new float[BLOCK * layer.selfWidth()];
    float[] aggregates = new float[BLOCK * layer.aggregateWidth()];
    float[] updated = new float[BLOCK * layer.outputWidth()];
    float[] sent = next == null ? null : new float[BLOCK * next.width];
    float[] told = next == null ? updated : new float[BLOCK * nextLayer.selfWidth()];
    long nonFinite = 0;
    for (int v; (v = claim(nextBlock, graph)) >= 0; ) {
      int rows = Math.min(BLOCK, graph.vertexCount() - v);
      for (int r = 0; r < rows; r++) {
        neighbors.write(v + r, aggregates, r * layer.aggregateWidth());
      }
      load(self, v, rows, layer.selfWidth(), selves);
      nonFinite += layer.update(rows, selves, aggregates, updated);
      if (next != null) {
        nextLayer.self(rows, updated, told);
        nextDegrees.scale(told, v, rows, nextLayer.selfWidth());
        int replaced = nextLayer.message(rows, updated, sent);
        nextDegrees.scale(sent, v, rows, next.width);
        next.store(sent, v, rows, replaced);
        next.quantise(v, rows);
      }
      store(told, rows, told.length / BLOCK, out, v);
    }
    return new LayerReport(neighbors.clamped(), nonFinite);
  }

  static int claim(AtomicInteger nextBlock, InNeighbors graph) {
    long v = (long) nextBlock.getAndIncrement() * BLOCK;
    return v < graph.vertexCount() ? (int) v : -1;
  }

  static void load(float[] matrix, int v, int rows, int width, float[] block) {
    System.arraycopy(matrix, v * width, block, 0, rows * width);
  }

  static void store(float[] block, int rows, int width, float[] matrix, int v) {
    System.arraycopy(block, 0, matrix, v * width, rows * width);
  }
}
