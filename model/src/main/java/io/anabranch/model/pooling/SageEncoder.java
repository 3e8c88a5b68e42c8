// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.training.Glorot;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers of GraphSAGE whose results stand side by side; after each but the last come relu and batch
 * norm, as in the program of Ying et al. 2018.
 */
final class SageEncoder implements VertexEncoder {

  private final List<SageConvolution> convolutions = new ArrayList<>();
  private final List<RunningNorm> norms = new ArrayList<>();
  private final int width;

  /**
   * @param layers at least 1
   * @param hidden width of all layers but the last
   * @param last width of the last
   */
  SageEncoder(Glorot glorot, String name, int in, int layers, int hidden, int last) {
    int from = in;
    for (int layer = 0; layer + 1 < layers; layer++) {
      convolutions.add(SageConvolution.draw(glorot, name + ".convs." + layer, from, hidden));
      norms.add(new RunningNorm(name + ".norms." + layer, hidden));
      from = hidden;
    }
    convolutions.add(SageConvolution.draw(glorot, name + ".convs." + (layers - 1), from, last));
    this.width = hidden * (layers - 1) + last;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    convolutions.forEach(c -> parameters.addAll(c.parameters()));
    norms.forEach(n -> parameters.addAll(n.parameters()));
    return parameters;
  }

  @Override
  public List<Parameter> moments() {
    return norms.stream().flatMap(n -> n.moments().stream()).toList();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Variable apply(Pass pass, Level level, Signal x) {
    Operations o = pass.o();
    Variable[] all = new Variable[convolutions.size()];
    Signal signal = x;
    for (int layer = 0; layer < all.length; layer++) {
      Variable y = convolutions.get(layer).apply(pass, level, signal);
      boolean last = layer + 1 == all.length;
      all[layer] = last ? y : norms.get(layer).apply(pass, o.activate(Pointwise.RELU, y));
      signal = new Signal.Rows(all[layer]);
    }
    return all.length == 1 ? all[0] : o.concatColumns(all);
  }
}
