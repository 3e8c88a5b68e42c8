// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Differentiable pooling (Ying et al. 2018, section 3.2): an encoder of its own and a softmax
 * assign each vertex to clusters, {@code S = softmax(encoder(A, X))} (equation 6). The clusters
 * bring along {@code S'Z} and are linked by {@code S'AS} (equations 3 and 4). Auxiliary losses
 * (section 3.3): the links that the clusters explain, {@code |A - S S'|^2 / sum of n^2 = (|A|^2 - 2
 * tr(S'AS) + |S'S|^2) / sum of n^2}, so that no n x n matrix is needed; and the mean entropy of the
 * vertices' assignments.
 *
 * @param encoder gives a row for each vertex
 * @param assignment makes clusters' logits of it
 * @param linkWeight of the first auxiliary loss; 0 is DiffPool-NoLP
 * @param entropyWeight of the second
 */
record DiffPool(VertexEncoder encoder, Dense assignment, float linkWeight, float entropyWeight)
    implements Pooling {

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(encoder.parameters());
    parameters.addAll(assignment.parameters());
    return parameters;
  }

  @Override
  public List<Parameter> moments() {
    return encoder.moments();
  }

  @Override
  public Pooled apply(Pass pass, GraphBatch batch, Level level, Signal x, Variable z) {
    Variable logits = assignment.apply(pass, encoder.apply(pass, level, x));
    return pool(pass, level, logits, z);
  }

  /** What follows from the logits of the assignment: vertices x clusters. */
  Pooled pool(Pass pass, Level level, Variable logits, Variable z) {
    Operations o = pass.o();
    Blocks clusters = Blocks.equal(level.blocks().count(), logits.value().columns());
    Variable s = o.softmax(logits);
    Variable adjacency = level.coarsened(o, s, clusters);
    Variable pooled = o.transposedBlockProduct(s, z, level.blocks(), clusters);
    List<Variable> penalties = new ArrayList<>();
    if (pass.training() && linkWeight > 0) {
      penalties.add(o.scale(linkLoss(o, level, s, adjacency, clusters), linkWeight));
    }
    if (pass.training() && entropyWeight > 0) {
      penalties.add(o.scale(o.softmaxEntropy(logits), entropyWeight));
    }
    return new Pooled(DenseLevel.of(o, clusters, adjacency), pooled, penalties, Optional.of(s));
  }

  private static Variable linkLoss(
      Operations o, Level level, Variable s, Variable adjacency, Blocks clusters) {
    Variable squares = level.squaredNorm(o);
    Variable trace = o.scale(o.blockTrace(adjacency, clusters), -2);
    Variable own = o.squaredNorm(o.transposedBlockProduct(s, s, level.blocks(), clusters));
    return o.scale(o.add(o.add(squares, trace), own), 1 / pairs(level.blocks()));
  }

  /** The sum of n^2 over the graphs. */
  private static float pairs(Blocks blocks) {
    double pairs = 0;
    for (int g = 0; g < blocks.count(); g++) {
      pairs += (double) blocks.size(g) * blocks.size(g);
    }
    return (float) pairs;
  }
}
