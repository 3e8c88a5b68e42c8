// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.network.Dropouts;
import io.anabranch.model.sampling.Block;
import io.anabranch.model.sampling.Neighborhood;
import io.anabranch.model.training.Glorot;
import io.anabranch.model.training.WeightDecay;
import java.util.ArrayList;
import java.util.List;

/**
 * GraphSAGE on the tape (Hamilton et al. 2017, algorithms 1 and 2): the same code whether a
 * neighborhood was sampled or holds all in-neighbors, and on any graph whose features are as wide.
 *
 * <pre>{@code
 * var network = new SageNetwork(SageSettings.of(Aggregation.MEAN, false, 16, 7), 1433, seed);
 * var sampler = new NeighborSampler(graph, new Fanouts(List.of(25, 10), TooFew.REPEAT));
 * Neighborhood near = sampler.sample(seeds, Draws.of(seed, "neighborhoods", batch));
 * Variable z = network.output(tape, Features.of(x), near, Dropouts.none()); // seeds x 7
 * }</pre>
 */
public final class SageNetwork {

  private final SageSettings settings;
  private final int inputWidth;
  private final List<Convolution> convolutions = new ArrayList<>();

  /**
   * @param inputWidth elements in a vertex's features
   * @param seed of the first weights
   */
  public SageNetwork(SageSettings settings, int inputWidth, long seed) {
    this.settings = settings;
    this.inputWidth = inputWidth;
    Glorot glorot = new Glorot(seed);
    int in = inputWidth;
    for (int l = 0; l < settings.depth(); l++) {
      convolutions.add(Convolution.draw(glorot, settings, l, in));
      in = settings.layers().get(l).width();
    }
  }

  public SageSettings settings() {
    return settings;
  }

  /** Whether each layer has a serving layer that aggregates so: {@link SageExport} is possible. */
  public boolean isServed() {
    return convolutions.stream().allMatch(Convolution::isServed);
  }

  public int inputWidth() {
    return inputWidth;
  }

  List<Convolution> convolutions() {
    return convolutions;
  }

  public List<Parameter> parameters() {
    return convolutions.stream().flatMap(c -> c.parameters().stream()).toList();
  }

  /** The penalty on all weights but biases. */
  public WeightDecay decay() {
    return new WeightDecay(
        settings.weightDecay(), convolutions.stream().flatMap(c -> c.weights().stream()).toList());
  }

  /**
   * The outputs of the seeds: seeds x the last layer's width.
   *
   * @throws IllegalArgumentException when the neighborhood has not one block for each layer, or the
   *     features are not as wide or as many as they must be
   */
  public Variable output(Tape tape, Features features, Neighborhood near, Dropouts dropouts) {
    requireFits(features, near);
    Operations o = new Operations(tape);
    LayerInput h = features.on(tape);
    for (int l = 0; l < convolutions.size(); l++) {
      Block block = near.blocks().get(l);
      if (l == 0 && !readsInPlace(h)) {
        h = h.take(o, block.compact().vertices());
        block = block.compact().block();
      }
      h = h.dropped(o, dropouts, settings.dropout());
      h = new LayerInput.Dense(layer(tape, l, h, block));
    }
    return ((LayerInput.Dense) h).h();
  }

  /** Whether the first layer does nothing to features of vertices that it has no need of. */
  private boolean readsInPlace(LayerInput features) {
    return features instanceof LayerInput.Dense
        && convolutions.get(0).aggregatesFirst()
        && settings.dropout() == 0;
  }

  private Variable layer(Tape tape, int l, LayerInput h, Block block) {
    Operations o = new Operations(tape);
    LayerShape shape = settings.layers().get(l);
    Variable y = convolutions.get(l).apply(tape, h, block);
    y = shape.activation() == Activation.RELU ? o.activate(Pointwise.RELU, y) : y;
    return shape.normalise() ? o.normaliseRows(y) : y;
  }

  private void requireFits(Features features, Neighborhood near) {
    if (near.depth() != settings.depth()) {
      throw new IllegalArgumentException(
          "a neighborhood of %d layers; got %d".formatted(settings.depth(), near.depth()));
    }
    int vertices = near.blocks().get(0).sources();
    if (features.width() != inputWidth || features.vertices() != vertices) {
      throw new IllegalArgumentException(
          "features of %d vertices x %d; got %d x %d"
              .formatted(vertices, inputWidth, features.vertices(), features.width()));
    }
  }
}
