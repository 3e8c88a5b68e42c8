// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.sampling.Draws;
import io.anabranch.model.training.Adam;
import io.anabranch.model.training.GradientNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Trains a network in batches of graphs, whose order is a function of (seed, epoch). */
public final class GraphTrainer {

  /**
   * How a network does on some graphs.
   *
   * @param loss mean cross-entropy, without penalties
   * @param accuracy share of graphs whose largest logit, the first of equals, is their label's
   */
  public record Score(double loss, double accuracy) {}

  private final Device device;
  private final GraphInputs inputs;
  private final PoolingNetwork network;
  private final GraphRecipe recipe;
  private final long seed;
  private final Adam adam;

  /**
   * @param seed of the order of batches
   */
  public GraphTrainer(
      Device device, GraphInputs inputs, PoolingNetwork network, GraphRecipe recipe, long seed) {
    this.device = device;
    this.inputs = inputs;
    this.network = network;
    this.recipe = recipe;
    this.seed = seed;
    this.adam = new Adam(recipe.rate(), network.parameters());
  }

  /** Goes through the graphs once; returns the mean loss of a batch, penalties included. */
  public double epoch(int number, int[] graphs) {
    int[] order = order(graphs, seed, number);
    double sum = 0;
    int batches = 0;
    for (int from = 0; from < order.length; from += recipe.batch(), batches++) {
      int to = Math.min(order.length, from + recipe.batch());
      sum += step(inputs.batch(IntStream.range(from, to).map(i -> order[i]).toArray()));
    }
    return sum / Math.max(1, batches);
  }

  /** That of an epoch: any order, each with the same probability. */
  static int[] order(int[] graphs, long seed, int epoch) {
    int[] order = graphs.clone();
    Draws.of(seed, "graphs", epoch).shuffle(order, 0, order.length);
    return order;
  }

  /** One forward and backward pass and one step; returns the loss. */
  float step(GraphBatch batch) {
    Tape tape = new Tape(device);
    Variable loss = loss(tape, batch);
    tape.backward(loss);
    GradientNorm.clip(network.parameters(), recipe.clip());
    adam.step();
    return loss.scalar();
  }

  Variable loss(Tape tape, GraphBatch batch) {
    Pass pass = Pass.of(tape, true);
    PoolingNetwork.Outcome outcome = network.apply(pass, batch);
    Variable loss = entropy(pass.o(), outcome.logits(), batch.labels());
    for (Variable penalty : outcome.penalties()) {
      loss = pass.o().add(loss, penalty);
    }
    return loss;
  }

  private static Variable entropy(Operations o, Variable logits, int[] labels) {
    int[] all = IntStream.range(0, labels.length).toArray();
    return o.crossEntropy(o.logSoftmax(logits), labels, all);
  }

  /** The network's logits, without what is for training alone: graphs x classes. */
  public Matrix logits(int[] graphs) {
    List<float[]> rows = new ArrayList<>();
    int columns = 0;
    for (GraphBatch batch : inputs.batches(graphs, recipe.batch())) {
      Matrix logits = network.apply(Pass.of(new Tape(device), false), batch).logits().value();
      rows.add(logits.values());
      columns = logits.columns();
    }
    Matrix all = Matrix.zeros(graphs.length, columns);
    int at = 0;
    for (float[] values : rows) {
      System.arraycopy(values, 0, all.values(), at, values.length);
      at += values.length;
    }
    return all;
  }

  /** Batches to be scored again and again. */
  public Scorer scorer(int[] graphs) {
    List<GraphBatch> batches = inputs.batches(graphs, recipe.batch());
    return () -> score(batches);
  }

  /** Scores the network as it now is. */
  public interface Scorer {
    Score score();
  }

  private Score score(List<GraphBatch> batches) {
    double loss = 0;
    int right = 0;
    int count = 0;
    for (GraphBatch batch : batches) {
      Pass pass = Pass.of(new Tape(device), false);
      Variable logits = network.apply(pass, batch).logits();
      loss += batch.count() * entropy(pass.o(), logits, batch.labels()).scalar();
      right += right(logits.value(), batch.labels());
      count += batch.count();
    }
    return new Score(loss / Math.max(1, count), (double) right / Math.max(1, count));
  }

  private static int right(Matrix logits, int[] labels) {
    int right = 0;
    for (int r = 0; r < labels.length; r++) {
      right += logits.largest(r) == labels[r] ? 1 : 0;
    }
    return right;
  }
}
