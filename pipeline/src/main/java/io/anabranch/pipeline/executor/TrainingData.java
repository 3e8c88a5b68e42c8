// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.sage.AttributedGraph;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.Objective;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sage.Split;
import io.anabranch.model.sage.SupervisedObjective;
import io.anabranch.model.sage.Targets;
import io.anabranch.model.sage.UnsupervisedObjective;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.training.Shares;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A snapshot as training sees it.
 *
 * @param split of all seed vertices
 * @param labelOf each vertex, a number in {@code labels}; -1: none
 * @param labels in the order of their text; none when unsupervised
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrainingData(
    TrainingSettings settings,
    AttributedGraph graph,
    Split split,
    int[] labelOf,
    List<String> labels) {

  static TrainingData of(GraphSnapshot snapshot, TrainingSettings settings) {
    int vertices = snapshot.vertices().length;
    GraphSnapshot.Features features = snapshot.features();
    if (features.width() == 0) {
      throw new IllegalArgumentException("expected a snapshot with features; they are 0 wide");
    }
    List<String> labels =
        settings.isSupervised()
            ? Stream.of(snapshot.labels()).filter(l -> !l.isEmpty()).distinct().sorted().toList()
            : List.of();
    int[] labelOf = Stream.of(snapshot.labels()).mapToInt(labels::indexOf).toArray();
    int[] seeds =
        IntStream.range(0, vertices)
            .filter(v -> !settings.isSupervised() || labelOf[v] >= 0)
            .toArray();
    return new TrainingData(
        settings,
        new AttributedGraph(
            snapshot.inNeighbors(settings.before()),
            Features.of(Matrix.of(vertices, features.width(), features.values()))),
        split(seeds, settings),
        labelOf,
        labels);
  }

  /** By a draw of each vertex's own. */
  private static Split split(int[] seeds, TrainingSettings settings) {
    return new Split(
        IntStream.of(seeds).filter(v -> !kept(v, settings)).toArray(),
        IntStream.of(seeds).filter(v -> kept(v, settings)).toArray());
  }

  /** Whether a seed vertex is kept for validation. */
  static boolean kept(int vertex, TrainingSettings settings) {
    return Draws.of(settings.seed(), "validation", vertex).unit() < settings.validation();
  }

  private SageNetwork network() {
    return settings.network(graph.features().width(), labels.size());
  }

  /** What an executor learns from: its share of the seed vertices. */
  Objective objective(Device device, int executor, int executors) {
    Split share = new Split(Shares.of(split.train(), executor, executors), split.validation());
    BatchPlan plan =
        new BatchPlan(
            settings.learning().batch(),
            settings.fanouts(),
            Shares.seed(settings.seed(), executor));
    return settings.isSupervised()
        ? new SupervisedObjective(device, network(), graph, Targets.labels(labelOf), share, plan)
        : new UnsupervisedObjective(device, network(), graph, settings.context(), share, plan);
  }
}
