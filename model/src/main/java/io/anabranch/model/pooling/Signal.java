// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.SparseMatrix;

/**
 * What the vertices of a level bring along: the data set's features, or rows that were computed.
 */
sealed interface Signal {

  /** {@code x w}. */
  Variable times(Operations o, Variable w);

  record Features(SparseMatrix x) implements Signal {
    @Override
    public Variable times(Operations o, Variable w) {
      return o.matmul(x, w);
    }
  }

  record Rows(Variable x) implements Signal {
    @Override
    public Variable times(Operations o, Variable w) {
      return o.matmul(x, w);
    }
  }
}
