// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.evaluation.Ranking;
import io.anabranch.model.training.Adam;
import java.util.function.Consumer;

/**
 * Trains an autoencoder on all training edges at once, for a fixed number of epochs: the paper
 * neither stops early nor goes back to an earlier epoch.
 */
public final class AutoencoderTrainer {

  /**
   * How an autoencoder is trained.
   *
   * @param rate of Adam
   */
  public record Recipe(int epochs, float rate) {

    /** Kipf & Welling 2016, section 3. */
    public static final Recipe PAPER = new Recipe(200, 0.01f);
  }

  /**
   * What an epoch came to.
   *
   * @param loss before its step
   * @param validation after it
   */
  public record Epoch(int number, float loss, Ranking validation) {}

  private final Device device;
  private final LinkSplit split;
  private final Autoencoder model;

  /**
   * @param model made for the split's training graph
   */
  public AutoencoderTrainer(Device device, LinkSplit split, Autoencoder model) {
    this.device = device;
    this.split = split;
    this.model = model;
  }

  /**
   * Leaves the model with the weights of the last epoch.
   *
   * @param listener hears of each epoch
   */
  public void train(Recipe recipe, Consumer<Epoch> listener) {
    Adam adam = new Adam(recipe.rate(), model.parameters());
    for (int e = 0; e < recipe.epochs(); e++) {
      float loss = step(adam, e);
      listener.accept(new Epoch(e, loss, validate()));
    }
  }

  /** One forward and backward pass and one step; returns the loss. */
  public float step(Adam adam, int epoch) {
    Tape tape = new Tape(device);
    Variable loss = model.loss(tape, epoch);
    tape.backward(loss);
    adam.step();
    return loss.scalar();
  }

  /** How well the validation edges are told from pairs without an edge. */
  public Ranking validate() {
    return rank(split.validation(), split.validationNegatives());
  }

  /** The same of the test edges. */
  public Ranking test() {
    return rank(split.test(), split.testNegatives());
  }

  private Ranking rank(VertexPairs edges, VertexPairs others) {
    Matrix z = model.embed(device);
    Decoder decoder = model.decoder();
    return Ranking.of(edges.logits(decoder, z), others.logits(decoder, z));
  }
}
