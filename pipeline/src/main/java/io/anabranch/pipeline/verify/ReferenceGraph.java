// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import io.anabranch.model.embed.BatchEmbedder;
import io.anabranch.model.embed.Embeddings;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.EventOrder;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The graph that a set of events describes, in plain maps: of each edge, of the features and of the
 * label of each vertex the write that wins, unless it is not after an erase of a vertex that it
 * touches; and of the edges those that have not expired. Nothing is shared with the stages but the
 * order of writes, the hash that samples and the kernels, so that it can bear witness.
 */
public final class ReferenceGraph {

  private record EdgeKey(String src, String dst, String id) {}

  private final boolean undirected;
  private final Optional<Duration> edgeTtl;
  private long horizon = Long.MIN_VALUE;
  private final Map<String, Long> erases = new HashMap<>(); // the latest of each vertex
  private final Map<EdgeKey, EdgeEvent> edges = new HashMap<>();
  private final Map<String, FeaturesEvent> features = new HashMap<>();
  private final Map<String, LabelEvent> labels = new HashMap<>();

  /**
   * @param undirected whether every edge counts in both directions
   */
  public ReferenceGraph(boolean undirected) {
    this(undirected, Optional.empty());
  }

  /**
   * @param undirected whether every edge counts in both directions
   * @param edgeTtl how long an edge lives, from its timestamp on; empty: for ever
   */
  public ReferenceGraph(boolean undirected, Optional<Duration> edgeTtl) {
    this.undirected = undirected;
    this.edgeTtl = edgeTtl;
  }

  /** Looks at the graph as it is when the horizon of the edge topic has come to a time. */
  public void at(long horizon) {
    this.horizon = horizon;
  }

  /** Takes an event in that the gate let pass. */
  public void apply(GraphEvent event) {
    if (event instanceof EdgeEvent edge) {
      put(edge);
      if (undirected) {
        put(edge.mirrored());
      }
    } else if (event instanceof FeaturesEvent write) {
      features.merge(write.vertex(), write, ReferenceGraph::later);
    } else if (event instanceof LabelEvent write) {
      labels.merge(write.vertex(), write, ReferenceGraph::later);
    } else if (event instanceof EraseEvent erase) {
      erases.merge(erase.vertex(), erase.timestamp(), Math::max);
    }
  }

  /** The edges that are there, an undirected one in both directions. */
  public List<EdgeEvent> edges() {
    return edges.values().stream()
        .filter(edge -> edge.op() == EdgeEvent.Op.ADD)
        .filter(edge -> stands(edge.src(), edge.timestamp()))
        .filter(edge -> stands(edge.dst(), edge.timestamp()))
        .filter(edge -> edgeTtl.isEmpty() || lives(edge, edgeTtl.get()))
        .toList();
  }

  /** Whether a write to a vertex is after every erase of it. */
  private boolean stands(String vertex, long timestamp) {
    Long erased = erases.get(vertex);
    return erased == null || timestamp > erased;
  }

  private boolean lives(EdgeEvent edge, Duration ttl) {
    return horizon < edge.timestamp() || horizon - edge.timestamp() < ttl.toMillis();
  }

  /** The vertices that exist: those with features, a label or an edge that counts, in order. */
  public List<String> vertices(SageModel model) {
    return vertices(new SortedInEdges(edges(), model.sampling()).ofAnyLayer(model.depth()));
  }

  private List<String> vertices(List<EdgeEvent> thatCount) {
    TreeSet<String> vertices = new TreeSet<>();
    for (EdgeEvent edge : thatCount) {
      vertices.add(edge.src());
      vertices.add(edge.dst());
    }
    features.values().stream()
        .filter(write -> write.features() != null)
        .filter(write -> stands(write.vertex(), write.timestamp()))
        .forEach(write -> vertices.add(write.vertex()));
    labels.values().stream()
        .filter(write -> write.label() != null)
        .filter(write -> stands(write.vertex(), write.timestamp()))
        .forEach(write -> vertices.add(write.vertex()));
    return List.copyOf(vertices);
  }

  /** The embedding of every vertex that exists, computed from scratch. */
  public Map<String, float[]> embed(SageModel model, int threads) {
    SortedInEdges inEdges = new SortedInEdges(edges(), model.sampling());
    List<String> vertices = vertices(inEdges.ofAnyLayer(model.depth()));
    Map<String, Integer> index = new HashMap<>();
    for (String vertex : vertices) {
      index.put(vertex, index.size());
    }
    List<InNeighbors> graphs = new ArrayList<>();
    for (int l = 0; l < model.depth(); l++) {
      List<EdgeEvent> edges = new ArrayList<>(inEdges.ofLayer(l));
      if (model.aggregator().isOrdered()) {
        edges.sort(SortedInEdges.BY_EVENT);
      }
      graphs.add(inNeighbors(edges, index));
    }
    Embeddings embeddings =
        new BatchEmbedder(model, threads).embed(graphs, featureRows(vertices, model.inputWidth()));
    Map<String, float[]> rows = new HashMap<>();
    int width = embeddings.width();
    for (int i = 0; i < vertices.size(); i++) {
      rows.put(
          vertices.get(i), Arrays.copyOfRange(embeddings.values(), i * width, (i + 1) * width));
    }
    return rows;
  }

  /** The features of every vertex that exists; zeros of one that has none. */
  public Map<String, float[]> featureRows(SageModel model) {
    List<String> vertices = vertices(model);
    int width = model.inputWidth();
    float[] all = featureRows(vertices, width);
    Map<String, float[]> rows = new HashMap<>();
    for (int i = 0; i < vertices.size(); i++) {
      rows.put(vertices.get(i), Arrays.copyOfRange(all, i * width, (i + 1) * width));
    }
    return rows;
  }

  /** The graph in the form that training takes; {@code width} elements are in features. */
  public GraphSnapshot snapshot(int width, String source) {
    SnapshotBuilder builder = new SnapshotBuilder(width);
    Set<String> described = new HashSet<>(features.keySet());
    described.addAll(labels.keySet());
    for (String vertex : described) {
      FeaturesEvent row = features.get(vertex);
      LabelEvent label = labels.get(vertex);
      float[] standing = row != null && stands(vertex, row.timestamp()) ? row.features() : null;
      String labelled = label != null && stands(vertex, label.timestamp()) ? label.label() : null;
      if (standing != null || labelled != null) {
        builder.vertex(vertex, standing, labelled);
      }
    }
    for (EdgeEvent edge : edges()) {
      builder.edge(edge.src(), edge.dst(), edge.id(), edge.timestamp(), edge.weight());
    }
    return builder.build(new GraphSnapshot.Origin(source, horizon, undirected));
  }

  private void put(EdgeEvent write) {
    edges.merge(new EdgeKey(write.src(), write.dst(), write.id()), write, ReferenceGraph::later);
  }

  private static EdgeEvent later(EdgeEvent a, EdgeEvent b) {
    return EventOrder.compareEdges(
                a.timestamp(), a.op(), a.weight(), b.timestamp(), b.op(), b.weight())
            >= 0
        ? a
        : b;
  }

  private static FeaturesEvent later(FeaturesEvent a, FeaturesEvent b) {
    return EventOrder.compareFeatures(a.timestamp(), a.features(), b.timestamp(), b.features()) >= 0
        ? a
        : b;
  }

  private static LabelEvent later(LabelEvent a, LabelEvent b) {
    return EventOrder.compareLabels(a.timestamp(), a.label(), b.timestamp(), b.label()) >= 0
        ? a
        : b;
  }

  private static InNeighbors inNeighbors(List<EdgeEvent> edges, Map<String, Integer> index) {
    int[] sources = new int[edges.size()];
    int[] targets = new int[edges.size()];
    float[] weights = new float[edges.size()];
    for (int i = 0; i < edges.size(); i++) {
      sources[i] = index.get(edges.get(i).src());
      targets[i] = index.get(edges.get(i).dst());
      weights[i] = edges.get(i).weight();
    }
    return InNeighbors.of(index.size(), sources, targets, weights);
  }

  private float[] featureRows(List<String> vertices, int width) {
    float[] rows = new float[vertices.size() * width];
    for (int i = 0; i < vertices.size(); i++) {
      FeaturesEvent write = features.get(vertices.get(i));
      if (write != null && write.features() != null && stands(write.vertex(), write.timestamp())) {
        System.arraycopy(write.features(), 0, rows, i * width, width);
      }
    }
    return rows;
  }
}
