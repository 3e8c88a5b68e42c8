// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;

/** Any of several labels a vertex. */
record MultiLabelTargets(Matrix targets) implements Targets {

  MultiLabelTargets {
    for (float t : targets.values()) {
      if (t != 0 && t != 1) {
        throw new IllegalArgumentException("a target is 0 or 1; got " + t);
      }
    }
  }

  @Override
  public Variable loss(Operations o, Variable logits, int[] vertices) {
    return o.binaryCrossEntropy(logits, rows(vertices), 1);
  }

  private Matrix rows(int[] vertices) {
    int n = targets.columns();
    Matrix rows = Matrix.zeros(vertices.length, n);
    for (int k = 0; k < vertices.length; k++) {
      System.arraycopy(targets.values(), vertices[k] * n, rows.values(), k * n, n);
    }
    return rows;
  }

  /**
   * F1 over all labels of all vertices: a label is said when its logit is above 0; 1 when right.
   */
  @Override
  public double score(Matrix logits, int[] vertices) {
    Matrix wanted = rows(vertices);
    long hits = 0;
    long misses = 0;
    for (int i = 0; i < wanted.values().length; i++) {
      boolean said = logits.values()[i] > 0;
      boolean right = said == (wanted.values()[i] == 1);
      hits += said && right ? 1 : 0;
      misses += right ? 0 : 1;
    }
    return hits + misses == 0 ? 1 : 2.0 * hits / (2 * hits + misses);
  }
}
