// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.snapshot.SnapshotCounts;
import java.util.List;

/**
 * What an executor needs of the heap, in bytes, from the counts in the snapshot's header: an upper
 * bound, as if all of it were there at once.
 *
 * @param snapshot as it is read: columns, texts, and the largest column twice
 * @param graph in-neighbors as they are built, and tables for drawing
 * @param step of the largest batch: outputs and gradients of each layer, and what it hears
 * @param evaluation outputs and messages of all vertices
 */
public record MemoryEstimate(long snapshot, long graph, long step, long evaluation) {

  /** A string and its place in an array, beside its text. */
  private static final long TEXT = 48;

  /** Two ends, a weight and a timestamp. */
  private static final long EDGE = 20;

  /** What Flink and the program have on the heap beside. */
  private static final long OTHER = 192L << 20;

  /** An in-edge of a moment's graph: a source and a weight. */
  static final long MOMENT_EDGE = 8;

  /** A vertex of a moment's graph: where its in-edges begin, its side, and room for its number. */
  static final long MOMENT_VERTEX = 24;

  /** An edge while edges are put into order of time, and the neighbors of both its ends. */
  static final long ORDER_EDGE = 72;

  /**
   * What is computed at a time.
   *
   * @param fanouts one a layer, the last layer first; none: all in-neighbors are heard
   * @param widths of the layers' outputs
   * @param seeds vertices at the most that a batch embeds
   */
  record Steps(List<Integer> fanouts, List<Integer> widths, long seeds) {}

  /** Of one graph. */
  static MemoryEstimate of(SnapshotCounts counts, Steps steps) {
    return of(counts, 28 * counts.edges() + 64 * counts.vertices(), steps);
  }

  /**
   * @param graph bytes of all graphs that are made of the snapshot
   */
  static MemoryEstimate of(SnapshotCounts counts, long graph, Steps steps) {
    long n = counts.vertices();
    long m = counts.edges();
    long features = 4 * n * counts.width();
    long columns = features + n + EDGE * m + TEXT * (2 * n + m) + counts.text();
    long largest = Math.max(features, Math.max(8 * m, counts.text()));
    return new MemoryEstimate(
        columns + largest, graph, step(counts, steps), evaluation(counts, steps));
  }

  private static long step(SnapshotCounts counts, Steps steps) {
    List<Integer> fanouts = steps.fanouts();
    List<Integer> widths = steps.widths();
    long n = counts.vertices();
    long targets = Math.min(n, steps.seeds());
    long bytes = 0;
    for (int l = widths.size() - 1; l >= 0; l--) {
      int back = widths.size() - 1 - l; // fan-outs are the last layer's first
      long heard = fanouts.isEmpty() ? counts.edges() : targets * fanouts.get(back);
      long sources = fanouts.isEmpty() ? n : Math.min(n, targets + heard);
      long in = l == 0 ? counts.width() : widths.get(l - 1);
      bytes += 8 * (sources * in + targets * (in + 3L * widths.get(l))) + 40 * heard;
      targets = sources;
    }
    return bytes;
  }

  private static long evaluation(SnapshotCounts counts, Steps steps) {
    long in = counts.width();
    long elements = 0;
    for (int width : steps.widths()) {
      elements += 3 * Math.max(in, width);
      in = width;
    }
    return 4 * counts.vertices() * elements;
  }

  /**
   * Refuses a snapshot that the heap is too small to read.
   *
   * @param heap the most that it may have, in bytes
   * @throws IllegalArgumentException with the estimate
   */
  public static void requireReadable(SnapshotCounts counts, long heap) {
    long needed = of(counts, new Steps(List.of(), List.of(), 0)).snapshot() + OTHER;
    if (needed > heap) {
      throw new IllegalArgumentException(
          "expected a heap of at least %d MB to read a snapshot of %d vertices, %d edges and features %d wide; it may have %d MB"
              .formatted(
                  mega(needed), counts.vertices(), counts.edges(), counts.width(), mega(heap)));
    }
  }

  public long bytes() {
    return snapshot + graph + step + evaluation;
  }

  /**
   * Refuses a training that the heap is too small for.
   *
   * @param executors that share the heap
   * @param heap the most that it may have, in bytes
   * @throws IllegalArgumentException with the estimate
   */
  public void requireFits(SnapshotCounts counts, int executors, long heap) {
    long needed = executors * bytes() + OTHER;
    if (needed > heap) {
      throw new IllegalArgumentException(
          ("expected a heap of at least %d MB%s; it may have %d MB. A snapshot of %d vertices, %d"
                  + " edges and features %d wide needs about %d MB%s: to be read %d, as a graph %d,"
                  + " for a step %d, for validation %d. Smaller batches or fan-outs make a step"
                  + " smaller")
              .formatted(
                  mega(needed),
                  executors == 1 ? "" : " for %d executors in one JVM".formatted(executors),
                  mega(heap),
                  counts.vertices(),
                  counts.edges(),
                  counts.width(),
                  mega(bytes()),
                  executors == 1 ? "" : " an executor",
                  mega(snapshot),
                  mega(graph),
                  mega(step),
                  mega(evaluation)));
    }
  }

  private static long mega(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
