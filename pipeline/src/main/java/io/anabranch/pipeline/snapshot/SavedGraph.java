// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.snapshot;

import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotBuilder;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.Places;
import io.anabranch.pipeline.job.CheckpointFiles;
import io.anabranch.pipeline.job.OperatorIds;
import io.anabranch.pipeline.job.StateNames;
import io.anabranch.state.control.GroupControl;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.neighborhood.Erases;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import io.anabranch.state.neighborhood.NeighborhoodVertex;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.state.api.OperatorIdentifier;

/**
 * The graph that the live job sees, read off the state of its Neighborhood: no second pipeline that
 * could come to another one. What an erase has taken away is left out, also where the sweep has not
 * been yet.
 */
public final class SavedGraph {

  private static final int TIMES = 3;

  private final NeighborhoodFormat format;
  private final Map<String, NeighborhoodVertex> vertices = new TreeMap<>();
  private final Erases erases = new Erases(KeyGroups.COUNT, KeyGroups::of);
  private long horizon = Long.MAX_VALUE;

  private SavedGraph(AnabranchConfig config) {
    this.format = new NeighborhoodFormat(NeighborhoodFormat.ttl(config.edge().ttl()));
  }

  /**
   * Reads the graph.
   *
   * @param config of the live job
   * @param checkpoint the directory of a checkpoint or savepoint
   * @param width elements in features
   * @throws IOException when the checkpoint is damaged or not there
   */
  public static GraphSnapshot read(AnabranchConfig config, Path checkpoint, int width)
      throws IOException {
    return read(config, checkpoint.toAbsolutePath().toUri(), width);
  }

  /** The same, on any of Flink's file systems. */
  public static GraphSnapshot read(AnabranchConfig config, URI checkpoint, int width)
      throws IOException {
    requireWhole(checkpoint);
    OperatorID neighborhood = OperatorIdentifier.forUid(OperatorIds.NEIGHBORHOOD).getOperatorId();
    requireFits(
        checkpoint,
        CheckpointFiles.bytes(checkpoint, neighborhood),
        Runtime.getRuntime().maxMemory());
    SavedGraph graph = new SavedGraph(config);
    SavedState.read(
        config,
        checkpoint,
        OperatorIds.NEIGHBORHOOD,
        List.of(StateNames.VERTICES, StateNames.CONTROLS, StateNames.ERASES),
        graph::take);
    boolean undirected = config.graph().direction() == AnabranchConfig.Direction.UNDIRECTED;
    return graph.build(width, Places.name(checkpoint), undirected);
  }

  /** Flink would say of a missing file that a job has failed. */
  private static void requireWhole(URI checkpoint) throws IOException {
    Optional<String> fault = CheckpointFiles.fault(checkpoint);
    if (fault.isPresent()) {
      throw new IOException(
          "checkpoint %s cannot be read: %s".formatted(Places.shown(checkpoint), fault.get()));
    }
  }

  /**
   * Refuses what surely does not fit: the state as it lies in files, the graph made of it, and the
   * columns made of that are each about as large, or larger.
   *
   * @param bytes of the state's files
   * @param heap the most that it may have, in bytes
   */
  static void requireFits(URI checkpoint, long bytes, long heap) throws IOException {
    long needed = TIMES * bytes;
    if (needed > heap) {
      throw new IOException(
          "checkpoint %s: expected a heap of at least %d MB, to read a graph of %d MB; it may have %d MB"
              .formatted(Places.shown(checkpoint), needed >> 20, bytes >> 20, heap >> 20));
    }
  }

  private void take(SavedKey key) throws IOException {
    DataInputView vertex = key.vertex();
    if (vertex != null) {
      vertices.put(key.key(), format.read(vertex, key.pageStore()));
    }
    byte[] control = key.ofGroup(StateNames.CONTROLS);
    if (control != null) {
      long heard = GroupControl.fromBytes(control).horizon(InputTopic.EDGES).time();
      horizon = Math.min(horizon, heard);
    }
    byte[] erased = key.ofGroup(StateNames.ERASES);
    if (erased != null) {
      erases.restore(KeyGroups.of(key.key()), erased);
    }
  }

  private GraphSnapshot build(int width, String source, boolean undirected) {
    SnapshotBuilder builder = new SnapshotBuilder(width);
    vertices.forEach(
        (name, vertex) -> {
          if (vertex.features() != null || vertex.label() != null) {
            builder.vertex(name, vertex.features(), vertex.label());
          }
          vertex.forEachLiveEdge(name, edge -> addUnlessErased(builder, edge));
        });
    return builder.build(
        new GraphSnapshot.Origin(
            source, horizon == Long.MAX_VALUE ? Long.MIN_VALUE : horizon, undirected));
  }

  private void addUnlessErased(SnapshotBuilder builder, EdgeEvent edge) {
    if (!erases.takeAway(edge.dst(), edge.src(), edge.timestamp())
        && !erases.takeAway(edge.dst(), edge.dst(), edge.timestamp())) {
      builder.edge(edge.src(), edge.dst(), edge.id(), edge.timestamp(), edge.weight());
    }
  }
}
