// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A stack of layers with a name and a version: GraphSAGE, GAT or GCN. The first layer is
 * aggregate-first, so that its sums do not depend on the model; all others are transform-first,
 * which is cheaper, where the aggregator is linear. All layers have the same aggregator. Immutable.
 *
 * @param name letters, digits, '.', '_' and '-', the first a letter or digit, at most 128
 * @param version 0 or more
 * @param sampling which in-neighbors each layer hears
 */
public record SageModel(
    String name, int version, List<SageLayer> layers, Sampling sampling, ModelCard card) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /**
   * @throws IllegalArgumentException when the name, the version or the order of the layers is not
   *     as it must be, a layer's input is not as wide as the output of the one before, or there is
   *     not a fan-out for each layer
   */
  public SageModel {
    Objects.requireNonNull(card);
    layers = List.copyOf(layers);
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a model's name matches " + NAME.pattern() + "; got '" + name + "'");
    }
    if (version < 0) {
      throw new IllegalArgumentException("a model's version is 0 or more; got " + version);
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a model has at least one layer");
    }
    for (int l = 0; l < layers.size(); l++) {
      requireFits(layers, l);
    }
    if (!sampling.takesAll() && sampling.fanouts().size() != layers.size()) {
      throw new IllegalArgumentException(
          "%d layers take as many fan-outs; got %s".formatted(layers.size(), sampling.fanouts()));
    }
  }

  /** A model whose layers hear all in-neighbors. */
  public SageModel(String name, int version, List<SageLayer> layers, ModelCard card) {
    this(name, version, layers, Sampling.ALL, card);
  }

  /**
   * An untrained model: RELU after every layer but the last. Weights are uniform within {@code
   * sqrt(6 / (in + out))} (Glorot and Bengio 2010, equation 16), biases within {@code 1 /
   * sqrt(in)}. The same arguments give the same bits, always.
   *
   * @param widths of the input and of each layer's output, for example {64, 64, 64} for two layers
   * @param normalise whether each layer scales its outputs to length 1
   */
  public static SageModel random(
      String name, int version, int[] widths, long seed, boolean normalise) {
    return random(name, version, AggregatorType.MEAN, widths, seed, normalise);
  }

  /** The same, with another aggregator than the mean. */
  public static SageModel random(
      String name,
      int version,
      AggregatorType aggregator,
      int[] widths,
      long seed,
      boolean normalise) {
    return random(name, version, Architecture.of(aggregator), widths, seed, normalise);
  }

  /** The same, with more to say of the aggregator; after a layer of attention stands ELU. */
  public static SageModel random(
      String name,
      int version,
      Architecture architecture,
      int[] widths,
      long seed,
      boolean normalise) {
    if (widths.length < 2) {
      throw new IllegalArgumentException(
          "widths are those of the input and of each layer's output; got " + widths.length);
    }
    List<SageLayer> layers = new ArrayList<>();
    for (int l = 0; l + 1 < widths.length; l++) {
      boolean last = l + 2 == widths.length;
      LayerWeights weights =
          new InitialWeights(seed, l).draw(architecture, last, widths[l], widths[l + 1]);
      Activation activation = last ? Activation.NONE : architecture.activation();
      boolean transformFirst = isTransformFirst(architecture.aggregator(), l);
      layers.add(new SageLayer(weights, transformFirst, activation, normalise));
    }
    return new SageModel(name, version, layers, ModelCard.untrained(seed));
  }

  /** The same weights with another sampling. */
  public SageModel withSampling(Sampling other) {
    return new SageModel(name, version, layers, other, card);
  }

  /** Whether a model can have this name: what can is also safe as the name of a directory. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Whether layer {@code l} of a model with that aggregator is transform-first. */
  public static boolean isTransformFirst(AggregatorType aggregator, int l) {
    return l > 0 && aggregator.isLinear();
  }

  /** What all layers aggregate with. */
  public AggregatorType aggregator() {
    return layers.get(0).aggregator().type();
  }

  /** Elements in a vertex's features. */
  public int inputWidth() {
    return layers.get(0).inputWidth();
  }

  /** Elements in an embedding. */
  public int outputWidth() {
    return layers.get(depth() - 1).outputWidth();
  }

  /** The number of layers, which is how many hops an embedding looks back. */
  public int depth() {
    return layers.size();
  }

  /** Layer {@code l}, the first being 0. */
  public SageLayer layer(int l) {
    return layers.get(l);
  }

  private static void requireFits(List<SageLayer> layers, int l) {
    SageLayer layer = layers.get(l);
    AggregatorType aggregator = layers.get(0).aggregator().type();
    if (layer.aggregator().type() != aggregator) {
      throw new IllegalArgumentException(
          "all layers have the same aggregator; layer %d has %s, layer 0 %s"
              .formatted(l, layer.aggregator().type().text(), aggregator.text()));
    }
    if (layer.transformFirst() != isTransformFirst(aggregator, l)) {
      throw new IllegalArgumentException(
          "the first layer is aggregate-first, all others are transform-first where the aggregator"
              + " is linear; layer "
              + l
              + " is not");
    }
    if (l > 0 && layer.inputWidth() != layers.get(l - 1).outputWidth()) {
      throw new IllegalArgumentException(
          "layer %d takes %d elements, but layer %d gives %d"
              .formatted(l, layer.inputWidth(), l - 1, layers.get(l - 1).outputWidth()));
    }
  }
}
