// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.kernel.ElementKernels;

/**
 * Which elements a dropout keeps, and how it scales them so that the expectation stays (Srivastava
 * et al. 2014). An element's fate is a hash of the seed and its index: the same on any device and
 * in any order.
 *
 * @param rate of those dropped, from 0 to less than 1
 */
public record DropMask(float rate, long seed) {

  public DropMask {
    Shapes.require(
        rate >= 0 && rate < 1, "dropout: the rate is at least 0 and below 1; got %s", rate);
  }

  /** Dropout on the entries of a constant matrix, the sparse input for example. */
  public SparseMatrix applyTo(SparseMatrix s) {
    float[] values = new float[s.entryCount()];
    ElementKernels.best().addDropped(rate, seed, s.values(), values, 0, values.length);
    return s.withValues(values);
  }
}
