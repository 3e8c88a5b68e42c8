// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import io.anabranch.model.graph.InNeighbors;
import java.util.Arrays;

/**
 * A graph at one moment of the stream, in columns. Vertices are numbered in the order of their
 * names' UTF-8 bytes, and edges go by target, source, id: one graph has one snapshot, in whatever
 * order it was read.
 *
 * @param origin where it was taken, and how far the stream had come
 * @param vertices names; what is only the source of an edge is a vertex, too
 * @param features one row a vertex
 * @param labels one a vertex; empty where it has none
 * @param edges all in-edges as the live job keeps them: an undirected edge stands twice
 */
@SuppressWarnings("ArrayRecordComponent") // compared as files
public record GraphSnapshot(
    Origin origin, String[] vertices, Features features, String[] labels, Edges edges) {

  /**
   * Where a snapshot comes from.
   *
   * @param source a checkpoint, a savepoint or topics, in words
   * @param horizon of the edge topic: no event with an earlier timestamp can come any more; {@link
   *     Long#MIN_VALUE} when the job knew none
   * @param undirected whether each edge was mirrored
   */
  public record Origin(String source, long horizon, boolean undirected) {}

  /**
   * Features in one matrix.
   *
   * @param values vertices x width; zeros where a vertex has none
   * @param given whether a vertex has any
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Features(int width, float[] values, boolean[] given) {}

  /**
   * Edges in columns of equal length.
   *
   * @param sources vertex numbers; likewise {@code targets}
   * @param timestamps of the writes that won, epoch milliseconds
   * @param weights 1 where the event had none
   * @param ids empty where the event had none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Edges(
      int[] sources, int[] targets, long[] timestamps, float[] weights, String[] ids) {

    public int count() {
      return sources.length;
    }

    /** The earliest timestamp; {@link Long#MAX_VALUE} of no edge. */
    public long earliest() {
      return Arrays.stream(timestamps).min().orElse(Long.MAX_VALUE);
    }

    /** The latest timestamp; {@link Long#MIN_VALUE} of no edge. */
    public long latest() {
      return Arrays.stream(timestamps).max().orElse(Long.MIN_VALUE);
    }
  }

  public GraphSnapshot {
    requireLength("features given", features.given().length, vertices.length);
    requireLength(
        "feature values", features.values().length, (long) vertices.length * features.width());
    requireLength("labels", labels.length, vertices.length);
    requireLength("targets", edges.targets().length, edges.count());
    requireLength("timestamps", edges.timestamps().length, edges.count());
    requireLength("weights", edges.weights().length, edges.count());
    requireLength("ids", edges.ids().length, edges.count());
    requireVertices("source", edges.sources(), vertices.length);
    requireVertices("target", edges.targets(), vertices.length);
  }

  private static void requireLength(String what, long length, long expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "%s: expected %d, got %d".formatted(what, expected, length));
    }
  }

  private static void requireVertices(String what, int[] ends, int vertices) {
    for (int e = 0; e < ends.length; e++) {
      if (ends[e] < 0 || ends[e] >= vertices) {
        throw new IllegalArgumentException(
            "the %s of edge %d is a vertex below %d; got %d".formatted(what, e, vertices, ends[e]));
      }
    }
  }

  /** The in-neighbors of all vertices, by edges with a timestamp below {@code before}. */
  public InNeighbors inNeighbors(long before) {
    int[] kept = new int[edges.count()];
    int count = 0;
    for (int e = 0; e < kept.length; e++) {
      if (edges.timestamps()[e] < before) {
        kept[count++] = e;
      }
    }
    int[] sources = new int[count];
    int[] targets = new int[count];
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      sources[i] = edges.sources()[kept[i]];
      targets[i] = edges.targets()[kept[i]];
      weights[i] = edges.weights()[kept[i]];
    }
    return InNeighbors.of(vertices.length, sources, targets, weights);
  }
}
