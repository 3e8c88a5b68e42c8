// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;
import java.util.stream.IntStream;

/** One class a vertex. */
record LabelTargets(int[] labels) implements Targets {

  @Override
  public Variable loss(Operations o, Variable logits, int[] vertices) {
    int[] chosen = IntStream.of(vertices).map(v -> labels[v]).toArray();
    return o.crossEntropy(
        o.logSoftmax(logits), chosen, IntStream.range(0, chosen.length).toArray());
  }

  /** The share of vertices whose largest logit, the first of equals, is their label's. */
  @Override
  public double score(Matrix logits, int[] vertices) {
    int right = 0;
    for (int k = 0; k < vertices.length; k++) {
      right += logits.largest(k) == labels[vertices[k]] ? 1 : 0;
    }
    return (double) right / vertices.length;
  }
}
