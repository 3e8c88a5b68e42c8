// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.training.Glorot;
import java.util.List;

/**
 * Two convolutions, of which the second has two heads: {@code H = relu(P X W0), mean = P H W1,
 * logStd = P H W2} (Kipf & Welling 2016, equation 1).
 */
public final class GcnGaussian implements VariationalEncoder {

  private final GcnInput input;
  private final Parameter first;
  private final Parameter mean;
  private final Parameter logStd;

  /** Of the paper's widths, 32 and 16. */
  public GcnGaussian(GcnInput input, long seed) {
    this(input, 32, 16, seed);
  }

  /**
   * @param hidden width of the first layer
   * @param width of a vertex's row
   * @param seed of the first weights
   */
  public GcnGaussian(GcnInput input, int hidden, int width, long seed) {
    Glorot glorot = new Glorot(seed);
    this.input = input;
    this.first = glorot.draw("encoder.conv1.lin.weight", input.width(), hidden);
    this.mean = glorot.draw("encoder.conv_mu.lin.weight", hidden, width);
    this.logStd = glorot.draw("encoder.conv_logstd.lin.weight", hidden, width);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(first, mean, logStd);
  }

  @Override
  public Gaussian encode(Tape tape) {
    Variable hidden = new Operations(tape).activate(Pointwise.RELU, input.convolve(tape, first));
    return new Gaussian(input.convolve(tape, hidden, mean), input.convolve(tape, hidden, logStd));
  }
}
