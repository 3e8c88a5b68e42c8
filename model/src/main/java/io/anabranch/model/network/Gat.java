// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.training.Glorot;
import io.anabranch.model.training.WeightDecay;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph attention network (Veličković et al. 2018): hidden layers put their heads side by side
 * and apply elu (equation 5), the last one averages them (equation 6). Dropout stands before each
 * layer, on the coefficients, and on the transformed features; weight decay is on all but biases.
 *
 * <p>The weights know no graph: {@link #on} applies them to vertices never seen, by which the
 * network is inductive.
 */
public final class Gat implements NodeNetwork {

  /**
   * @param layers at least 1
   * @param heads of each layer but the last
   * @param hidden width of a head
   * @param lastHeads of the last layer, each as wide as there are classes
   */
  public record Settings(
      int layers, int heads, int hidden, int lastHeads, float dropout, float weightDecay) {

    /** Section 3.3 of the paper, Cora and Citeseer. */
    public static final Settings PAPER = new Settings(2, 8, 8, 1, 0.6f, 5e-4f);

    public Settings {
      if (layers < 1 || heads < 1 || hidden < 1 || lastHeads < 1) {
        throw new IllegalArgumentException(
            "at least 1 layer, head and column; got %d layers, %d and %d heads, width %d"
                .formatted(layers, heads, lastHeads, hidden));
      }
    }
  }

  private final Settings settings;
  private final Links links;
  private final SparseMatrix features;
  private final List<GraphAttention> layers;
  private final Matrix average; // (lastHeads * classes) x classes

  /**
   * @param features vertices x width
   * @param seed of the first weights
   */
  public Gat(Settings settings, Links links, SparseMatrix features, int classes, long seed) {
    this(
        settings,
        links,
        features,
        draw(settings, features.columns(), classes, seed),
        average(settings.lastHeads(), classes));
  }

  private Gat(
      Settings settings,
      Links links,
      SparseMatrix features,
      List<GraphAttention> layers,
      Matrix average) {
    Inputs.requireVertices(links.targets().count(), features);
    Inputs.requireWidth(layers.get(0).weight(), features);
    this.settings = settings;
    this.links = links;
    this.features = features;
    this.layers = layers;
    this.average = average;
  }

  private static List<GraphAttention> draw(Settings settings, int width, int classes, long seed) {
    Glorot glorot = new Glorot(seed);
    List<GraphAttention> layers = new ArrayList<>();
    int in = width;
    for (int layer = 0; layer + 1 < settings.layers(); layer++) {
      layers.add(GraphAttention.draw(glorot, layer, in, settings.heads(), settings.hidden()));
      in = settings.heads() * settings.hidden();
    }
    layers.add(GraphAttention.draw(glorot, layers.size(), in, settings.lastHeads(), classes));
    return List.copyOf(layers);
  }

  private static Matrix average(int heads, int classes) {
    Matrix average = Matrix.zeros(heads * classes, classes);
    for (int r = 0; r < average.rows(); r++) {
      average.values()[r * classes + r % classes] = 1f / heads;
    }
    return average;
  }

  Settings settings() {
    return settings;
  }

  /**
   * The network with the same parameters, not copies of them, for another graph.
   *
   * @param features vertices of that graph x width
   * @throws IllegalArgumentException when the features are not as wide as those before
   */
  public Gat on(Links links, SparseMatrix features) {
    return new Gat(settings, links, features, layers, average);
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public WeightDecay decay() {
    return new WeightDecay(
        settings.weightDecay(),
        layers.stream().flatMap(layer -> layer.withoutBias().stream()).toList());
  }

  @Override
  public Variable logits(Tape tape, Dropouts dropouts) {
    Operations o = new Operations(tape);
    float rate = settings.dropout();
    GraphAttention first = layers.get(0);
    SparseMatrix input = dropouts.apply(features, rate);
    Variable z = o.matmul(input, tape.parameter(first.weight()));
    Variable h = first.apply(tape, links, z, dropouts, rate);
    for (GraphAttention layer : layers.subList(1, layers.size())) {
      Variable x = dropouts.apply(o, o.activate(Pointwise.ELU, h), rate);
      z = o.matmul(x, tape.parameter(layer.weight()));
      h = layer.apply(tape, links, z, dropouts, rate);
    }
    return settings.lastHeads() == 1 ? h : o.matmul(h, tape.constant(average));
  }
}
