// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.network.Dropouts;
import io.anabranch.model.sampling.Batches;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.NeighborSampler;
import io.anabranch.model.sampling.Neighborhood;
import io.anabranch.model.training.Adam;
import java.util.List;

/** Learns to say what is known of some vertices: classes, or any of several labels. */
public final class SupervisedObjective implements Objective {

  private final Device device;
  private final SageNetwork network;
  private final AttributedGraph graph;
  private final Targets targets;
  private final Split split;
  private final BatchPlan plan;
  private final NeighborSampler sampler;
  private final Evaluation evaluation;
  private int step;

  public SupervisedObjective(
      Device device,
      SageNetwork network,
      AttributedGraph graph,
      Targets targets,
      Split split,
      BatchPlan plan) {
    this.device = device;
    this.network = network;
    this.graph = graph;
    this.targets = targets;
    this.split = split;
    this.plan = plan;
    this.sampler = new NeighborSampler(graph.graph(), plan.fanouts());
    this.evaluation = new Evaluation(device, graph);
  }

  @Override
  public SageNetwork network() {
    return network;
  }

  @Override
  public float epoch(int number, Adam adam, Steps steps) {
    List<int[]> batches =
        Batches.of(split.train(), plan.size(), Draws.of(plan.seed(), "batches", number));
    double sum = 0;
    for (int[] batch : batches) {
      sum += (double) batch.length * step(batch, adam);
      steps.after(batch.length);
    }
    return (float) (sum / split.train().length);
  }

  /** One forward and backward pass and one step; returns the loss. */
  public float step(int[] seeds, Adam adam) {
    Tape tape = new Tape(device);
    Variable logits =
        network.output(tape, graph.features(), near(seeds), Dropouts.of(plan.seed(), step++));
    Variable loss = targets.loss(new Operations(tape), logits, seeds);
    Variable penalised = network.decay().addTo(tape, loss);
    tape.backward(penalised);
    adam.step();
    return penalised.scalar();
  }

  private Neighborhood near(int[] seeds) {
    Draws draws = Draws.of(plan.seed(), "neighborhoods", step);
    Neighborhood near = sampler.sample(seeds, draws);
    return network.settings().aggregation() == Aggregation.LSTM ? near.shuffled(draws) : near;
  }

  @Override
  public Score validate() {
    Matrix logits = evaluation.outputs(network, split.validation());
    Tape tape = new Tape(device);
    Variable loss = targets.loss(new Operations(tape), tape.constant(logits), split.validation());
    return new Score(loss.scalar(), targets.score(logits, split.validation()));
  }
}
