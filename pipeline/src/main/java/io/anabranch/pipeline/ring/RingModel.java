// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import io.anabranch.model.artifact.ArtifactBytes;
import io.anabranch.model.artifact.ArtifactException;
import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.Devices;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.model.pooling.GraphScorer;
import io.anabranch.model.pooling.PoolingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Scores ego graphs. One thread.
 *
 * <pre>{@code
 * RingModel model = RingModel.read(bytes);
 * RingScore score = model.score(EgoGraph.of(recent, "alice", since));
 * }</pre>
 */
public final class RingModel {

  private static final String HIDDEN = "hidden";

  private final String name;
  private final int version;
  private final GraphScorer scorer;

  private RingModel(String name, int version, GraphScorer scorer) {
    this.name = name;
    this.version = version;
    this.scorer = scorer;
  }

  /**
   * The model in the two files of an artifact.
   *
   * @throws ArtifactException when they are damaged, or of another model
   */
  public static RingModel read(ArtifactBytes bytes) throws ArtifactException {
    NetworkArtifact artifact = NetworkArtifacts.fromBytes(bytes);
    String hidden = artifact.card().settings().get(HIDDEN);
    if (!artifact.architecture().equals(RingNetwork.ARCHITECTURE)
        || hidden == null
        || !hidden.matches("[1-9][0-9]{0,3}")) {
      throw new ArtifactException(
          "card.json",
          "expected architecture %s and the setting %s; got %s and %s"
              .formatted(RingNetwork.ARCHITECTURE, HIDDEN, artifact.architecture(), hidden));
    }
    PoolingNetwork network = RingNetwork.create(Integer.parseInt(hidden), artifact.card().seed());
    List<Parameter> all = new ArrayList<>(network.parameters());
    all.addAll(network.moments());
    Weights.PLAIN.load(artifact.tensors(), all);
    return new RingModel(
        artifact.name(),
        artifact.version(),
        new GraphScorer(Devices.named("cpu"), network, RingNetwork.settings(1)));
  }

  /** How much an ego graph looks like a ring, and who plays which role in it. */
  public RingScore score(EgoGraph ego) {
    GraphScorer.Scored scored = scorer.score(EgoDataSet.of(ego));
    Matrix logits = scored.logits();
    return new RingScore(
        Exponential.sigmoid(logits.get(0, 1) - logits.get(0, 0)), roles(ego, scored.roles()));
  }

  /** Every vertex is of the cluster that it is assigned to most; the center's cluster first. */
  private static List<List<String>> roles(EgoGraph ego, Matrix assignment) {
    TreeMap<Integer, List<String>> byCluster = new TreeMap<>();
    for (int v = 0; v < ego.vertices().size(); v++) {
      byCluster
          .computeIfAbsent(assignment.largest(v), c -> new ArrayList<>())
          .add(ego.vertices().get(v));
    }
    List<List<String>> roles = new ArrayList<>();
    roles.add(byCluster.remove(assignment.largest(0)));
    roles.addAll(byCluster.values());
    return roles;
  }

  /** What a reason says of it. */
  public String scoredBy() {
    return "scored by " + name + " version " + version;
  }
}
