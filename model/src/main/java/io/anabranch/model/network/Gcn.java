// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.training.Glorot;
import io.anabranch.model.training.WeightDecay;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph convolutional network (Kipf & Welling 2017): {@code H' = relu(P H W)} layer by layer,
 * no relu after the last (equations 2 and 9), where P is {@link Propagation#renormalised}. Dropout
 * stands before each layer, on the sparse input too; weight decay is on the first layer alone.
 *
 * <p>The weights know no graph: {@link #on} applies them to vertices never seen.
 */
public final class Gcn implements NodeNetwork {

  /**
   * @param layers at least 1
   * @param hidden width of all layers but the last
   * @param dropout rate before each layer
   * @param weightDecay of the first layer's weights
   */
  public record Settings(int layers, int hidden, float dropout, float weightDecay) {

    /** Section 5.2 of the paper. */
    public static final Settings PAPER = new Settings(2, 16, 0.5f, 5e-4f);

    public Settings {
      if (layers < 1 || hidden < 1) {
        throw new IllegalArgumentException(
            "at least 1 layer of width 1; got %d of width %d".formatted(layers, hidden));
      }
    }
  }

  private final Settings settings;
  private final SparseMatrix propagation;
  private final SparseMatrix features;
  private final List<Parameter> weights;

  /**
   * @param propagation vertices x vertices
   * @param features vertices x width
   * @param seed of the first weights
   */
  public Gcn(
      Settings settings, SparseMatrix propagation, SparseMatrix features, int classes, long seed) {
    this(settings, propagation, features, draw(settings, features.columns(), classes, seed));
  }

  private Gcn(
      Settings settings, SparseMatrix propagation, SparseMatrix features, List<Parameter> weights) {
    Inputs.requireVertices(propagation.rows(), features);
    Inputs.requireWidth(weights.get(0), features);
    this.settings = settings;
    this.propagation = propagation;
    this.features = features;
    this.weights = weights;
  }

  private static List<Parameter> draw(Settings settings, int width, int classes, long seed) {
    Glorot glorot = new Glorot(seed);
    List<Parameter> weights = new ArrayList<>();
    int in = width;
    for (int layer = 0; layer < settings.layers(); layer++) {
      int out = layer + 1 < settings.layers() ? settings.hidden() : classes;
      weights.add(glorot.draw("convs." + layer + ".lin.weight", in, out));
      in = out;
    }
    return List.copyOf(weights);
  }

  /**
   * The network with the same parameters, not copies of them, for another graph.
   *
   * @param features vertices of that graph x width
   * @throws IllegalArgumentException when the features are not as wide as those before
   */
  public Gcn on(SparseMatrix propagation, SparseMatrix features) {
    return new Gcn(settings, propagation, features, weights);
  }

  @Override
  public List<Parameter> parameters() {
    return weights;
  }

  @Override
  public WeightDecay decay() {
    return new WeightDecay(settings.weightDecay(), weights.subList(0, 1));
  }

  @Override
  public Variable logits(Tape tape, Dropouts dropouts) {
    Operations o = new Operations(tape);
    SparseMatrix input = dropouts.apply(features, settings.dropout());
    Variable h = o.matmul(propagation, o.matmul(input, tape.parameter(weights.get(0))));
    for (Parameter weight : weights.subList(1, weights.size())) {
      Variable x = dropouts.apply(o, o.activate(Pointwise.RELU, h), settings.dropout());
      h = o.matmul(propagation, o.matmul(x, tape.parameter(weight)));
    }
    return h;
  }
}
