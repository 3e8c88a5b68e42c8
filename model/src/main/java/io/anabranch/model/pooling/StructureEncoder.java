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
 * Structure2Vec by embedded mean field (Dai et al. 2016, algorithm 1): {@code m_v = relu(x_v input
 * + (sum of m_u over u -> v) message + bias)}, from m = 0, the same weights in each round. A batch
 * norm after each round keeps the sums in bounds, which the paper leaves to the learning rate.
 */
final class StructureEncoder implements VertexEncoder {

  private final Dense input;
  private final Dense message;
  private final List<RunningNorm> norms = new ArrayList<>();

  /**
   * @param rounds at least 1
   */
  StructureEncoder(Glorot glorot, String name, int in, int rounds, int width) {
    this.input = Dense.draw(glorot, name + ".input", in, width);
    this.message = Dense.draw(glorot, name + ".message", width, width);
    for (int round = 0; round < rounds; round++) {
      norms.add(new RunningNorm(name + ".norms." + round, width));
    }
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(input.parameters());
    parameters.addAll(message.parameters());
    norms.forEach(n -> parameters.addAll(n.parameters()));
    return parameters;
  }

  @Override
  public List<Parameter> moments() {
    return norms.stream().flatMap(n -> n.moments().stream()).toList();
  }

  @Override
  public int width() {
    return input.weight().value().columns();
  }

  @Override
  public Variable apply(Pass pass, Level level, Signal x) {
    Operations o = pass.o();
    Variable own = o.addBias(x.times(o, pass.of(input.weight())), pass.of(input.bias()));
    Variable m = norms.get(0).apply(pass, o.activate(Pointwise.RELU, own));
    for (RunningNorm norm : norms.subList(1, norms.size())) {
      Variable received = message.apply(pass, level.sum(o, m));
      m = norm.apply(pass, o.activate(Pointwise.RELU, o.add(own, received)));
    }
    return m;
  }
}
