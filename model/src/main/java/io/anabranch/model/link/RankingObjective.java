// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.link;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import io.anabranch.model.network.Dropouts;
import io.anabranch.model.sage.BatchPlan;
import io.anabranch.model.sage.Features;
import io.anabranch.model.sage.Objective;
import io.anabranch.model.sage.SageNetwork;
import io.anabranch.model.sampling.Batches;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.sampling.Fanouts;
import io.anabranch.model.sampling.NeighborSampler;
import io.anabranch.model.sampling.Neighborhood;
import io.anabranch.model.sampling.Numbering;
import io.anabranch.model.sampling.Pairs;
import io.anabranch.model.training.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Learns to rank the edges that came next above pairs that did not (Rendle et al. 2009, BPR-Opt):
 * the mean over edges (u, v) and stand-ins n of v of {@code -log sigmoid(z_u . z_v - z_u . z_n)}.
 * One moment of the past is learnt from in each epoch, in turn; the last one only says when to
 * stop.
 */
public final class RankingObjective implements Objective {

  private final Device device;
  private final SageNetwork network;
  private final Features features;
  private final BatchPlan plan;
  private final int others;
  private final List<Cut> cuts;
  private final List<NeighborSampler> samplers = new ArrayList<>();
  private final Numbering numbering;
  private final BiPredicate<Integer, Integer> nothing = (u, v) -> false;
  private LinkTest validation; // null until it is asked for: one executor of several is
  private Neighborhood everything; // at the last moment; likewise
  private int step;

  RankingObjective(
      Device device,
      SageNetwork network,
      Features features,
      BatchPlan plan,
      int others,
      List<Cut> cuts) {
    this.device = device;
    this.network = network;
    this.features = features;
    this.plan = plan;
    this.others = others;
    this.cuts = cuts;
    this.numbering = new Numbering(features.vertices());
    cuts.forEach(cut -> samplers.add(new NeighborSampler(cut.graph(), plan.fanouts())));
  }

  @Override
  public SageNetwork network() {
    return network;
  }

  @Override
  public float epoch(int number, Adam adam, Steps steps) {
    int c = number % (cuts.size() - 1);
    Pairs next = cuts.get(c).next();
    int[] numbers = IntStream.range(0, next.count()).toArray();
    double sum = 0;
    for (int[] batch : Batches.of(numbers, plan.size(), draws("batches", number))) {
      sum += (double) batch.length * step(c, next.take(batch), adam);
      steps.after(batch.length);
    }
    return (float) (sum / Math.max(1, next.count()));
  }

  private float step(int c, Pairs pairs, Adam adam) {
    LinkTest test = LinkTest.draw(pairs, cuts.get(c).sides(), others, nothing, plan.seed() + step);
    numbering.begin();
    int[] from = new int[test.others().length];
    int[] to = new int[from.length];
    int[] other = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      from[i] = numbering.number(pairs.from()[i / others]);
      to[i] = numbering.number(pairs.to()[i / others]);
      other[i] = numbering.number(test.others()[i]);
    }
    Neighborhood near = samplers.get(c).sample(numbering.vertices(), draws("neighborhoods", step));
    Tape tape = new Tape(device);
    Variable z = network.output(tape, features, near, Dropouts.of(plan.seed(), step++));
    Variable loss = loss(new Operations(tape), z, from, to, other);
    Variable penalised = network.decay().addTo(tape, loss);
    tape.backward(penalised);
    adam.step();
    return penalised.scalar();
  }

  private static Variable loss(Operations o, Variable z, int[] from, int[] to, int[] other) {
    int rows = z.value().rows();
    Segments sources = Segments.of(rows, from);
    Variable own = o.edgeDot(z, sources, z, Segments.of(rows, to), 1);
    Variable others = o.edgeDot(z, sources, z, Segments.of(rows, other), 1);
    Matrix ones = Matrix.zeros(from.length, 1);
    Arrays.fill(ones.values(), 1f);
    return o.binaryCrossEntropy(o.add(own, o.scale(others, -1)), ones, 1);
  }

  private Draws draws(String purpose, int number) {
    return Draws.of(plan.seed(), purpose, number);
  }

  @Override
  public Score validate() {
    if (validation == null) {
      Cut last = cuts.get(cuts.size() - 1);
      validation = LinkTest.draw(last.next(), last.sides(), LinkTest.USUAL, nothing, plan.seed());
      everything = all(last);
    }
    Matrix rows = network.output(new Tape(device), features, everything, Dropouts.none()).value();
    LinkQuality quality = validation.quality(LinkScore.innerProduct(rows));
    return new Score(1 - quality.auc(), quality.auc());
  }

  /** All vertices at a moment, each hearing all that there is. */
  private Neighborhood all(Cut cut) {
    int[] vertices = IntStream.range(0, features.vertices()).toArray();
    Fanouts fanouts = Fanouts.all(network.settings().depth());
    return new NeighborSampler(cut.graph(), fanouts).sample(vertices, draws("nothing", 0));
  }
}
