// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.model.artifact.RiskArtifacts;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.layer.ModelCard;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.pooling.PoolingNetwork;
import io.anabranch.model.risk.RiskLayer;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.ring.RingNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
