// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.engine;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.pipeline.stage.LayerVertex;
import io.anabranch.pipeline.stage.SampleRules;
import io.anabranch.pipeline.stage.Stage;
import io.anabranch.pipeline.stage.StageChain;
import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.gate.PartitionClocks;
import io.anabranch.state.neighborhood.Erases;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import io.anabranch.state.neighborhood.NeighborhoodVertex;
import io.anabranch.state.neighborhood.Sweep;
import io.anabranch.state.page.NoPages;
import io.anabranch.state.store.MemoryVertexStore;
import io.anabranch.state.store.VertexFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exact incremental embeddings in one thread. All events count as those of one partition.
 *
 * <pre>{@code
 * var engine = new LocalEngine(model, new LocalEngine.Settings());
 * engine.apply(new FeaturesEvent("alice", 1_000, features));
 * engine.apply(EdgeEvent.add("bob", "alice", 2_000));
 * engine.flush();
 * float[] z = engine.embedding("alice");
 * }</pre>
 */
public final class LocalEngine {

  /** What became of an event. */
  public enum Outcome {
    /** It changed the graph. */
    APPLIED,
    /** A later write, or the same, was there already. */
    SUPERSEDED,
    /** It came later than the allowed lateness. */
    LATE
  }

  /**
   * How the engine runs.
   *
   * @param allowedLateness how far an event may lie behind the largest timestamp so far
   * @param bundle after how many dirty vertices the engine flushes by itself
   * @param undirected whether every edge counts in both directions
   * @param edgeTtl how long an edge lives, from its timestamp on, by the largest timestamp less the
   *     allowed lateness; empty: for ever
   */
  public record Settings(
      Duration allowedLateness, int bundle, boolean undirected, Optional<Duration> edgeTtl) {

    /** Ten seconds, bundles of a thousand, directed. */
    public Settings() {
      this(Duration.ofSeconds(10), 1_000, false);
    }

    /** Edges do not expire. */
    public Settings(Duration allowedLateness, int bundle, boolean undirected) {
      this(allowedLateness, bundle, undirected, Optional.empty());
    }
  }

  private static final EmbeddingOutlet NO_LISTENER =
      new EmbeddingOutlet() {
        @Override
        public void embedding(String vertex, float[] values, long sequence, Cause cause) {}

        @Override
        public void gone(String vertex, Cause cause) {}
      };

  private static final InputTopic[] INPUTS = InputTopic.values();
  private static final PartitionClocks.Partition ALL = new PartitionClocks.Partition("local", 0);

  private final Settings settings;
  private final PartitionClocks clocks;
  private final LocalDeadlines deadlines = new LocalDeadlines();
  private final VertexIds ids = new VertexIds();
  private final List<MemoryVertexStore<?>> stores = new ArrayList<>();
  private final MemoryVertexStore<LayerVertex> lastLayer;
  private final List<Stage> stages; // Scatter, then the layers
  private final Erases erases = Erases.ofOneGroup();
  private final Neighborhood neighborhood;
  private final Sweep sweep;

  /** An engine over an empty graph. */
  public LocalEngine(SageModel model, Settings settings) {
    this(model, settings, NO_LISTENER);
  }

  /**
   * An engine that shows every embedding as it changes.
   *
   * @param listener is told during a flush
   */
  public LocalEngine(SageModel model, Settings settings, EmbeddingOutlet listener) {
    this.settings = settings;
    this.clocks = new PartitionClocks(settings.allowedLateness().toMillis());
    this.lastLayer = store(new LayerFormat());
    this.stages = StageChain.of(model, lastLayer, this::store, listener);
    long ttl = NeighborhoodFormat.ttl(settings.edgeTtl());
    MemoryVertexStore<NeighborhoodVertex> store = store(new NeighborhoodFormat(ttl));
    this.neighborhood =
        new Neighborhood(
            store, deadlines, erases, stages.get(0), model.inputWidth(), SampleRules.of(model));
    this.sweep =
        new Sweep(neighborhood, erases, () -> List.copyOf(store.vertices().keySet()).iterator());
  }

  private <T> MemoryVertexStore<T> store(VertexFormat<T> format) {
    MemoryVertexStore<T> store = new MemoryVertexStore<>(() -> format.empty(NoPages.INSTANCE));
    stores.add(store);
    return store;
  }

  /** Takes an event in. Embeddings follow at the next flush. */
  public Outcome apply(GraphEvent event) {
    return apply(event, event.timestamp());
  }

  /**
   * The same, with the time at which the event arrived, for those who measure latency.
   *
   * @param arrived by any clock; the smallest of a bundle is shown with the embedding
   */
  public Outcome apply(GraphEvent event, long arrived) {
    if (!clocks.admit(ALL, event.timestamp())) {
      return Outcome.LATE;
    }
    Cause cause = new Cause(event.timestamp(), arrived);
    boolean applied = write(ids.canonical(event), cause);
    long horizon = clocks.time(ALL);
    for (InputTopic input : INPUTS) {
      deadlines.advance(input, horizon, key -> neighborhood.expire(input, key, horizon, cause));
    }
    neighborhood.forgetErases();
    if (stages.get(0).dirty() + stages.get(1).dirty() >= settings.bundle()) {
      flush();
    }
    return applied ? Outcome.APPLIED : Outcome.SUPERSEDED;
  }

  private boolean write(GraphEvent event, Cause cause) {
    if (event instanceof ControlEvent) {
      return true; // it has moved the clock
    }
    if (event instanceof EraseEvent erase) {
      boolean news = neighborhood.erase(0, erase, cause);
      while (sweep.isDue()) {
        sweep.step(Integer.MAX_VALUE);
      }
      return news;
    }
    boolean applied = neighborhood.apply(event, cause);
    if (settings.undirected()
        && event instanceof EdgeEvent edge
        && !edge.src().equals(edge.dst())) {
      applied |= neighborhood.apply(edge.mirrored(), cause);
    }
    return applied;
  }

  /** Brings every embedding up to date. */
  public void flush() {
    for (Stage stage : stages) {
      stage.flush();
    }
  }

  /** A copy of the embedding as of the last flush; null when the vertex does not exist. */
  public float[] embedding(String vertex) {
    LayerVertex found = lastLayer.vertices().get(vertex);
    return found == null || found.value() == null ? null : found.value().clone();
  }

  /** Copies of all embeddings as of the last flush, by vertex. */
  public Map<String, float[]> embeddings() {
    Map<String, float[]> rows = new HashMap<>();
    lastLayer
        .vertices()
        .forEach(
            (vertex, kept) -> {
              if (kept.value() != null) {
                rows.put(vertex, kept.value().clone());
              }
            });
    return rows;
  }

  /**
   * How many entries the engine keeps in all its stages, tombstones, deadlines and erases included.
   */
  public long entries() {
    long entries = deadlines.size() + erases.size();
    for (MemoryVertexStore<?> store : stores) {
      entries += store.vertices().size();
    }
    return entries;
  }
}
