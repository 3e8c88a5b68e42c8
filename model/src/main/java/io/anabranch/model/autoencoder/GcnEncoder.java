// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.training.Glorot;
import java.util.List;

/** Two convolutions: {@code Z = P relu(P X W0) W1} (Kipf & Welling 2016, section 2). */
public final class GcnEncoder implements Encoder {

  private final GcnInput input;
  private final Parameter first;
  private final Parameter second;

  /** Of the paper's widths, 32 and 16. */
  public GcnEncoder(GcnInput input, long seed) {
    this(input, 32, 16, seed);
  }

  /**
   * @param hidden width of the first layer
   * @param width of a vertex's row
   * @param seed of the first weights
   */
  public GcnEncoder(GcnInput input, int hidden, int width, long seed) {
    Glorot glorot = new Glorot(seed);
    this.input = input;
    this.first = glorot.draw("encoder.conv1.lin.weight", input.width(), hidden);
    this.second = glorot.draw("encoder.conv2.lin.weight", hidden, width);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(first, second);
  }

  @Override
  public Variable encode(Tape tape) {
    Variable hidden = new Operations(tape).activate(Pointwise.RELU, input.convolve(tape, first));
    return input.convolve(tape, hidden, second);
  }
}
