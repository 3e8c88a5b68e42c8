// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.training;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Uniform;
import java.util.SplittableRandom;

/**
 * First weights (Glorot & Bengio 2010, equation 16): uniform between plus and minus {@code sqrt(6 /
 * (in + out))}. Drawn in order from one seed.
 */
public final class Glorot {

  private final SplittableRandom random;

  public Glorot(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A parameter of in x out. */
  public Parameter draw(String name, int in, int out) {
    return draw(name, in, out, in + out);
  }

  /** A parameter of rows x columns, for which in and out together are {@code fans}. */
  public Parameter draw(String name, int rows, int columns, int fans) {
    Matrix value = Matrix.zeros(rows, columns);
    Uniform.fill(random, Math.sqrt(6.0 / fans), value.values());
    return new Parameter(name, value);
  }
}
