// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.sage;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Matrix;

/** What a supervised network is to say of each vertex. */
public sealed interface Targets permits LabelTargets, MultiLabelTargets {

  /** One class a vertex: softmax cross-entropy, accuracy. */
  static Targets labels(int... labels) {
    return new LabelTargets(labels);
  }

  /**
   * Any of several labels a vertex: sigmoid cross-entropy, micro-averaged F1.
   *
   * @param targets vertices x labels, each 0 or 1
   */
  static Targets multiLabel(Matrix targets) {
    return new MultiLabelTargets(targets);
  }

  /**
   * The mean loss: 1 x 1.
   *
   * @param logits a row for each of the vertices, in their order
   */
  Variable loss(Operations o, Variable logits, int[] vertices);

  /** The metric, from 0 to 1; logits as above. */
  double score(Matrix logits, int[] vertices);
}
