// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Collects a graph in any order and puts it into that of a snapshot. */
public final class SnapshotBuilder {

  private static final class Vertex {
    final String name;
    final int added; // how many were added before
    float[] features;
    String label = "";
    int number;

    Vertex(String name, int added) {
      this.name = name;
      this.added = added;
    }
  }

  private record Edge(Vertex source, Vertex target, String id, long timestamp, float weight) {

    /** Ascends with the target's number, then with the source's. */
    long place() {
      return (long) target.number << 32 | source.number;
    }
  }

  private final int width;
  private final Map<String, Vertex> vertices = new HashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  /**
   * @param width elements in features
   */
  public SnapshotBuilder(int width) {
    this.width = width;
  }

  /**
   * Adds what is known of a vertex.
   *
   * @param features null where it has none
   * @param label null where it has none
   * @throws IllegalArgumentException when the features are not as wide as all others
   */
  public void vertex(String name, float[] features, String label) {
    if (features != null && features.length != width) {
      throw new IllegalArgumentException(
          "the features of '%s' are %d wide; %d are expected"
              .formatted(name, features.length, width));
    }
    Vertex vertex = at(name);
    vertex.features = features;
    vertex.label = label == null ? "" : label;
  }

  /** Adds an edge, once. Its ends need not be added. */
  public void edge(String source, String target, String id, long timestamp, float weight) {
    edges.add(new Edge(at(source), at(target), id, timestamp, weight));
  }

  private Vertex at(String name) {
    return vertices.computeIfAbsent(name, n -> new Vertex(n, vertices.size()));
  }

  /** The snapshot of what was added. */
  public GraphSnapshot build(GraphSnapshot.Origin origin) {
    Vertex[] sorted = number();
    edges.sort(
        Comparator.comparingLong(Edge::place)
            .thenComparing(edge -> edge.id.getBytes(UTF_8), Arrays::compareUnsigned));
    return new GraphSnapshot(
        origin,
        Arrays.stream(sorted).map(vertex -> vertex.name).toArray(String[]::new),
        matrix(sorted),
        Arrays.stream(sorted).map(vertex -> vertex.label).toArray(String[]::new),
        columns());
  }

  /** Numbers the vertices in the order of their names' bytes. */
  private Vertex[] number() {
    byte[][] names = new byte[vertices.size()][];
    vertices.values().forEach(vertex -> names[vertex.added] = vertex.name.getBytes(UTF_8));
    Vertex[] sorted = vertices.values().toArray(Vertex[]::new);
    Arrays.sort(
        sorted, Comparator.comparing(vertex -> names[vertex.added], Arrays::compareUnsigned));
    IntStream.range(0, sorted.length).forEach(v -> sorted[v].number = v);
    return sorted;
  }

  private GraphSnapshot.Features matrix(Vertex[] sorted) {
    float[] values = new float[Math.multiplyExact(sorted.length, width)];
    boolean[] given = new boolean[sorted.length];
    for (int v = 0; v < sorted.length; v++) {
      given[v] = sorted[v].features != null;
      if (given[v]) {
        System.arraycopy(sorted[v].features, 0, values, v * width, width);
      }
    }
    return new GraphSnapshot.Features(width, values, given);
  }

  private GraphSnapshot.Edges columns() {
    int count = edges.size();
    int[] sources = new int[count];
    int[] targets = new int[count];
    long[] timestamps = new long[count];
    float[] weights = new float[count];
    String[] ids = new String[count];
    for (int e = 0; e < count; e++) {
      Edge edge = edges.get(e);
      sources[e] = edge.source.number;
      targets[e] = edge.target.number;
      timestamps[e] = edge.timestamp;
      weights[e] = edge.weight;
      ids[e] = edge.id;
    }
    return new GraphSnapshot.Edges(sources, targets, timestamps, weights, ids);
  }
}
