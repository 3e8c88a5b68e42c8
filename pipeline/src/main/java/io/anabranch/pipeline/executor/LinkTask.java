// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.Device;
import io.anabranch.model.link.LinkLearning;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.network.Recipe;
import io.anabranch.model.sage.LayerShape;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotCounts;
import java.util.List;

/**
 * To tell the edges that came next, as retraining does. Each executor learns from the edges whose
 * source is of its share.
 *
 * @param seed of the first weights and of all that is drawn
 */
public record LinkTask(LinkLearning learning, long seed) implements Task {

  @Override
  public Share share(GraphSnapshot snapshot, Device device, int executor, int executors) {
    return new Share(learning.objective(device, snapshot, seed, executor, executors), List.of());
  }

  @Override
  public Recipe recipe() {
    return learning.training();
  }

  @Override
  public SageNetwork network(int inputWidth, int labels) {
    return learning.untrained(inputWidth, seed);
  }

  @Override
  public MemoryEstimate memory(SnapshotCounts counts) {
    LinkRecipe recipe = learning.recipe();
    List<Integer> widths = learning.network().layers().stream().map(LayerShape::width).toList();
    // An edge of a batch has two ends and the other targets.
    MemoryEstimate.Steps steps =
        new MemoryEstimate.Steps(
            learning.sampling().fanouts(), widths, (2L + recipe.others()) * recipe.batch());
    return MemoryEstimate.of(counts, moments(counts), steps);
  }

  /** Each moment has a graph of its own, up to it; one is made from the edges in order of time. */
  private long moments(SnapshotCounts counts) {
    int moments = learning.recipe().moments();
    double shares = moments * (1 + LinkRecipe.FIRST) / 2;
    return (long) (MemoryEstimate.MOMENT_EDGE * shares * counts.edges())
        + moments * MemoryEstimate.MOMENT_VERTEX * counts.vertices()
        + MemoryEstimate.ORDER_EDGE * counts.edges();
  }
}
