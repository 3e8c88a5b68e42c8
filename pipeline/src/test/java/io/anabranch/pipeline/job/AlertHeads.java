// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.model.risk.RiskScorer;
import io.anabranch.pipeline.ring.RingNetwork;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Models for risk and rings that have learnt nothing: what they say is arbitrary, but exact. */
final class AlertHeads {

  private AlertHeads() {}

  /** A risk model for the rows of a model. */
  static RiskModel risk(SageModel of) {
    SplittableRandom random = new SplittableRandom(3);
    float[] weights = new float[of.outputWidth()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-1, 1);
    }
    return new RiskModel(
        "risk",
        1,
        new RiskModel.Source(of.name(), of.version()),
        List.of(new RiskLayer(of.outputWidth(), weights, new float[] {0})),
        ModelCard.untrained(1));
  }

  /** The median of the risks of all vertices in the end: some scores are above it, some below. */
  static float median(RiskModel risk, SageModel of, List<GraphEvent> events) {
    ReferenceGraph graph = new ReferenceGraph(false);
    events.forEach(graph::apply);
    RiskScorer scorer = new RiskScorer(risk);
    List<Float> scores = new ArrayList<>();
    for (float[] row : graph.embed(of, 1).values()) {
      scores.add(scorer.score(Matrix.of(1, row.length, row))[0]);
    }
    Collections.sort(scores);
    return scores.get(scores.size() / 2);
  }

  static Path write(RiskModel risk, Path directory) throws IOException {
    return RiskArtifacts.write(risk, directory);
  }

  /** The artifact of a ring model. */
  static Path ring(Path directory) throws IOException {
    PoolingNetwork network = RingNetwork.create(4, 1);
    List<Parameter> all = new ArrayList<>(network.parameters());
    all.addAll(network.moments());
    ModelCard card =
        new ModelCard(1, "test", null, null, new TreeMap<>(Map.of("hidden", "4")), new TreeMap<>());
    return NetworkArtifacts.write(
        new NetworkArtifact("rings", 1, RingNetwork.ARCHITECTURE, card, Weights.PLAIN.of(all)),
        directory);
  }
}
