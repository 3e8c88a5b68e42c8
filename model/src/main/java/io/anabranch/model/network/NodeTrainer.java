// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import io.anabranch.model.training.Adam;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Trains a network on the whole graph at once, and stops by the validation set. */
public final class NodeTrainer {

  /**
   * What an epoch came to.
   *
   * @param loss of the training vertices, with dropout, penalty included
   * @param validationLoss without dropout and without penalty
   */
  public record Epoch(int number, float loss, double validationLoss, double validationAccuracy) {}

  private final Device device;
  private final NodeDataSet data;
  private final NodeNetwork network;
  private final long seed;

  /**
   * @param seed of the dropout masks
   */
  public NodeTrainer(Device device, NodeDataSet data, NodeNetwork network, long seed) {
    this.device = device;
    this.data = data;
    this.network = network;
    this.seed = seed;
  }

  /**
   * Leaves the network with the weights that the rule for stopping kept last.
   *
   * @param listener hears of each epoch
   */
  public void train(Recipe recipe, Consumer<Epoch> listener) {
    EpochLoop.run(recipe, network.parameters(), (e, adam) -> validate(e, step(adam, e)), listener);
  }

  /** One forward and backward pass and one step; returns the loss. */
  public float step(Adam adam, int epoch) {
    Tape tape = new Tape(device);
    Variable entropy = entropy(tape, network.logits(tape, Dropouts.of(seed, epoch)), data.train());
    Variable loss = network.decay().addTo(tape, entropy);
    tape.backward(loss);
    adam.step();
    return loss.scalar();
  }

  private Epoch validate(int epoch, float trainingLoss) {
    Tape tape = new Tape(device);
    Variable logits = network.logits(tape, Dropouts.none());
    float loss = entropy(tape, logits, data.validation()).scalar();
    double accuracy = accuracy(logits.value(), data.validation());
    return new Epoch(epoch, trainingLoss, loss, accuracy);
  }

  /** The share of {@code rows} whose largest logit, the first of equals, is their label's. */
  public double accuracy(int[] rows) {
    return accuracy(network.logits(new Tape(device), Dropouts.none()).value(), rows);
  }

  private Variable entropy(Tape tape, Variable logits, int[] rows) {
    Operations o = new Operations(tape);
    int[] labels = IntStream.of(rows).map(row -> data.labels()[row]).toArray();
    Variable chosen = o.gatherRows(logits, Segments.of(data.labels().length, rows));
    return o.crossEntropy(o.logSoftmax(chosen), labels, IntStream.range(0, rows.length).toArray());
  }

  private double accuracy(Matrix logits, int[] rows) {
    int right = 0;
    for (int row : rows) {
      right += logits.largest(row) == data.labels()[row] ? 1 : 0;
    }
    return (double) right / rows.length;
  }
}
