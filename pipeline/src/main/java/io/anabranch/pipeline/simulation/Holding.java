// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.ErrorBound;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Messages held back in some scenarios, drawn apart: embeddings are then within a bound of a
 * recompute. Rounding is no part of the bound, so features and weights are of ordinary size there.
 */
final class Holding {

  private static final long APART = 0x4550_5349_4C4F_4EL;
  private static final float[] EPSILONS = {0.01f, 0.3f, 1f};
  private static final float LARGE = 10f;
  private static final float SCALE = 0x1p-13f; // of what is large

  private final float epsilon;

  private Holding(float epsilon) {
    this.epsilon = epsilon;
  }

  static Holding of(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ APART);
    boolean holds = random.nextInt(6) == 0;
    return new Holding(holds ? EPSILONS[random.nextInt(EPSILONS.length)] : 0f);
  }

  /** A sixth of all seeds, where a bound is known. */
  Scenario applyTo(Scenario scenario) {
    if (epsilon == 0f || !ErrorBound.isKnown(scenario.model().aggregator())) {
      return scenario;
    }
    return new Scenario(
        scenario.model(),
        scenario.undirected(),
        scenario.lateness(),
        scenario.edgeLogs(),
        scenario.logs().stream().map(Holding::tame).toList(),
        scenario.hubSubscribers(),
        scenario.cleanUp(),
        scenario.edgeTtl(),
        scenario.erases(),
        epsilon);
  }

  private static List<GraphEvent> tame(List<GraphEvent> log) {
    return log.stream().map(Holding::tame).toList();
  }

  private static GraphEvent tame(GraphEvent event) {
    if (event instanceof EdgeEvent edge) {
      return new EdgeEvent(
          edge.op(), edge.src(), edge.dst(), edge.id(), edge.timestamp(), tame(edge.weight()));
    } else if (event instanceof FeaturesEvent write && write.features() != null) {
      float[] features = write.features().clone();
      for (int i = 0; i < features.length; i++) {
        features[i] = tame(features[i]);
      }
      return new FeaturesEvent(write.vertex(), write.timestamp(), features);
    }
    return event;
  }

  private static float tame(float value) {
    return Math.abs(value) > LARGE ? value * SCALE : value;
  }
}
