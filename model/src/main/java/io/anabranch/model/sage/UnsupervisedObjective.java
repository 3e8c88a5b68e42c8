// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.network.Dropouts;
import io.anabranch.model.sampling.AliasTable;
import io.anabranch.model.sampling.Batches;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.NeighborSampler;
import io.anabranch.model.sampling.Neighborhood;
import io.anabranch.model.sampling.Numbering;
import io.anabranch.model.sampling.Pairs;
import io.anabranch.model.sampling.RandomWalks;
import io.anabranch.model.training.Adam;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns without labels (Hamilton et al. 2017, section 3.2): vertices that meet on short random
 * walks are alike, vertices drawn by the unigram distribution to the 3/4 are not. Validation takes
 * pairs from walks of its own, which stay the same; the metric is how often a pair ranks above a
 * negative.
 */
public final class UnsupervisedObjective implements Objective {

  private static final int VALIDATION = -1; // the number of the validation's draws

  private final Device device;
  private final SageNetwork network;
  private final AttributedGraph graph;
  private final Context context;
  private final Split split;
  private final BatchPlan plan;
  private final NeighborSampler sampler;
  private final Numbering numbering;
  private final RandomWalks walks;
  private final AliasTable unigram;
  private final Evaluation evaluation;
  private final UnsupervisedLoss validation;
  private int step;

  /**
   * @param split whose walks are learnt from, and whose walks say when to stop
   * @param plan whose batches are of pairs
   * @throws IllegalArgumentException when the graph has no edge
   */
  public UnsupervisedObjective(
      Device device,
      SageNetwork network,
      AttributedGraph graph,
      Context context,
      Split split,
      BatchPlan plan) {
    this.device = device;
    this.network = network;
    this.graph = graph;
    this.context = context;
    this.split = split;
    this.plan = plan;
    this.sampler = new NeighborSampler(graph.graph(), plan.fanouts());
    this.numbering = new Numbering(graph.graph().vertexCount());
    this.walks = new RandomWalks(graph.graph(), context.walks(), context.length());
    this.unigram = AliasTable.unigram(graph.graph());
    this.evaluation = new Evaluation(device, graph);
    Pairs held = pairs(split.validation(), VALIDATION);
    int[] negatives = negatives(draws("negatives", VALIDATION));
    this.validation = new UnsupervisedLoss(held.from(), held.to(), negatives, context.weight());
  }

  @Override
  public SageNetwork network() {
    return network;
  }

  @Override
  public float epoch(int number, Adam adam, Steps steps) {
    Pairs pairs = pairs(split.train(), number);
    int[] numbers = IntStream.range(0, pairs.count()).toArray();
    List<int[]> batches = Batches.of(numbers, plan.size(), draws("batches", number));
    double sum = 0;
    for (int[] batch : batches) {
      sum += (double) batch.length * step(pairs.take(batch), adam);
      steps.after(batch.length);
    }
    return (float) (sum / pairs.count());
  }

  /** One forward and backward pass and one step; returns the loss. */
  public float step(Pairs pairs, Adam adam) {
    int[] negatives = negatives(draws("negatives", step));
    numbering.begin();
    UnsupervisedLoss loss =
        new UnsupervisedLoss(
            numbers(pairs.from()), numbers(pairs.to()), numbers(negatives), context.weight());
    Tape tape = new Tape(device);
    Neighborhood near = near(numbering.vertices());
    Variable z = network.output(tape, graph.features(), near, Dropouts.of(plan.seed(), step++));
    Variable penalised = network.decay().addTo(tape, loss.of(new Operations(tape), z));
    tape.backward(penalised);
    adam.step();
    return penalised.scalar();
  }

  private int[] numbers(int[] vertices) {
    return Arrays.stream(vertices).map(numbering::number).toArray();
  }

  private Neighborhood near(int[] seeds) {
    Draws draws = draws("neighborhoods", step);
    Neighborhood near = sampler.sample(seeds, draws);
    return network.settings().aggregation() == Aggregation.LSTM ? near.shuffled(draws) : near;
  }

  private Pairs pairs(int[] starts, int number) {
    Pairs pairs = walks.pairs(starts, draws("walks", number));
    if (pairs.count() == 0) {
      throw new IllegalArgumentException(
          "walks from %d vertices come to others; got none that does".formatted(starts.length));
    }
    return pairs;
  }

  private int[] negatives(Draws draws) {
    return IntStream.range(0, context.drawn()).map(i -> unigram.draw(draws)).toArray();
  }

  private Draws draws(String purpose, int number) {
    return Draws.of(plan.seed(), purpose, number);
  }

  @Override
  public Score validate() {
    Matrix z = evaluation.outputs(network);
    Tape tape = new Tape(device);
    double loss = validation.of(new Operations(tape), tape.constant(z)).scalar();
    return new Score(loss, validation.ranking(z));
  }
}
