// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.bootstrap;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.engine.VertexIds;
import io.anabranch.pipeline.stage.EmbeddingOutlet;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.pipeline.stage.SampleRules;
import io.anabranch.pipeline.stage.Stage;
import io.anabranch.pipeline.stage.StageChain;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.neighborhood.Erases;
import io.anabranch.state.neighborhood.Neighborhood;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import io.anabranch.state.store.CachedVertexStore;
import io.anabranch.state.store.VertexFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the state of all stages for a graph at once. First every event goes against the
 * registers of the Neighborhood, and the subscriptions gather behind it; then each stage is flushed
 * once, for all vertices together. So a vertex computes its value once and an edge carries it once
 * a layer, whatever the order of the events was. What a stage keeps is written out as soon as it
 * has been flushed.
 *
 * <p>There is no horizon here, because there are no partitions: removals stay as tombstones and
 * edges live on, and the live job's horizon lets them go.
 */
public final class GraphBootstrap {

  private record Spilled(Path path, SpillFile file, CachedVertexStore<?> store) {}

  private final boolean undirected;
  private final Path directory;
  private final VertexIds ids = new VertexIds();
  private final WantedDeadlines deadlines = new WantedDeadlines();
  private final List<Spilled> spilled = new ArrayList<>(); // as the stages stand behind each other
  private final List<Stage> stages; // Scatter, then the layers
  private Neighborhood neighborhood;

  /**
   * A bootstrap of an empty graph.
   *
   * @param undirected whether every edge counts in both directions
   * @param edgeTtl milliseconds that an edge lives, or {@link NeighborhoodFormat#NO_TTL}
   * @param outlet is shown every embedding, each as the first of its vertex
   * @param directory where state is put down in the meantime
   */
  public GraphBootstrap(
      SageModel model, boolean undirected, long edgeTtl, EmbeddingOutlet outlet, Path directory)
      throws IOException {
    this.undirected = undirected;
    this.directory = directory;
    this.stages = StageChain.of(model, store(new LayerFormat()), this::store, outlet);
    this.neighborhood =
        new Neighborhood(
            store(new NeighborhoodFormat(edgeTtl)),
            deadlines,
            Erases.ofOneGroup(),
            stages.get(0),
            model.inputWidth(),
            SampleRules.of(model));
  }

  /** A store that holds every vertex until it is written back. */
  private <T> CachedVertexStore<T> store(VertexFormat<T> format) {
    Path path = directory.resolve("stage-" + spilled.size());
    SpillFile file = new SpillFile(path);
    CachedVertexStore<T> store = new CachedVertexStore<>(file, format, Integer.MAX_VALUE);
    spilled.add(0, new Spilled(path, file, store));
    return store;
  }

  /**
   * Takes an event in.
   *
   * @param arrived when, by any clock; shown with the embeddings
   */
  public void apply(GraphEvent event, long arrived) {
    GraphEvent canonical = ids.canonical(event);
    Cause cause = new Cause(event.timestamp(), arrived);
    neighborhood.apply(canonical, cause);
    if (undirected && canonical instanceof EdgeEvent edge && !edge.src().equals(edge.dst())) {
      neighborhood.apply(edge.mirrored(), cause);
    }
  }

  /**
   * Computes everything. Nothing can be applied afterwards.
   *
   * @return the entries of each stage, in files: Neighborhood, Scatter, layer 1, ...
   */
  public List<Path> finish() throws IOException {
    List<Path> files = new ArrayList<>();
    deadlines.spill(spilled.get(0).file);
    neighborhood = null;
    files.add(spill());
    while (!stages.isEmpty()) {
      stages.remove(0).flush(); // and let go of it: it is done
      files.add(spill());
    }
    return files;
  }

  private Path spill() throws IOException {
    Spilled first = spilled.remove(0);
    first.store.writeOut();
    first.file.close();
    return first.path;
  }
}
