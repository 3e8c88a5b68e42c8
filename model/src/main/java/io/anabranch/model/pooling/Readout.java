// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Blocks;

/** Makes one row of the rows of each graph, whatever their order. */
public enum Readout {
  /** The largest of each column. */
  MAX {
    @Override
    Variable of(Operations o, Variable x, Blocks graphs) {
      return o.segmentMax(x, graphs.segments());
    }
  },
  /** The mean of each column. */
  MEAN {
    @Override
    Variable of(Operations o, Variable x, Blocks graphs) {
      return o.segmentMean(x, graphs.segments());
    }
  },
  /** The sum of each column. */
  SUM {
    @Override
    Variable of(Operations o, Variable x, Blocks graphs) {
      return o.segmentSum(x, graphs.segments());
    }
  };

  /** graphs x width, of vertices x width. */
  abstract Variable of(Operations o, Variable x, Blocks graphs);
}
