// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Tape;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Normal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The variational graph autoencoder (Kipf & Welling 2016, section 1): rows are drawn from the
 * encoder's distributions, and the decoder's loss of them is joined by the distributions'
 * divergence from the standard normal, divided by n^2 as in the paper's program: once for the mean
 * over vertices, once because the decoder's loss is a mean over pairs. What is scored is the mean.
 *
 * @param seed of the noise, which is a function of (seed, epoch)
 */
public record Vgae(VariationalEncoder encoder, Decoder decoder, Reconstruction aim, long seed)
    implements Autoencoder {

  private static final long PURPOSE = 0x6e6f697365L; // "noise"

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(encoder.parameters().stream(), decoder.parameters().stream()).toList();
  }

  @Override
  public Variable loss(Tape tape, int epoch) {
    Operations o = new Operations(tape);
    VariationalEncoder.Gaussian code = encoder.encode(tape);
    Matrix noise = noise(code.mean().value(), epoch);
    Variable z = o.reparameterise(code.mean(), code.logStd(), noise);
    double n = noise.rows();
    Variable divergence = o.scale(o.divergence(code.mean(), code.logStd()), (float) (1 / (n * n)));
    return o.add(decoder.loss(tape, z, aim), divergence);
  }

  /** The means. */
  @Override
  public Matrix embed(Device device) {
    return encoder.encode(new Tape(device)).mean().value();
  }

  /** Standard normal, of the shape of the means. */
  private Matrix noise(Matrix mean, int epoch) {
    long base = new SplittableRandom(seed ^ PURPOSE).nextLong();
    long mixed = new SplittableRandom(base + epoch).nextLong();
    Matrix noise = Matrix.zeros(mean.rows(), mean.columns());
    Normal.fill(new SplittableRandom(mixed), noise.values());
    return noise;
  }
}
