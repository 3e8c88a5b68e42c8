// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.RowKernels;
import java.util.Objects;

/**
 * A layer of GraphSAGE (Hamilton, Ying, Leskovec 2017, "Inductive Representation Learning on Large
 * Graphs", algorithm 1, lines 4 to 7), in the form of PyTorch Geometric's {@code SAGEConv}:
 *
 * <pre>h'_v = act(W_l aggregate(h_u : u in N(v)) + b + W_r h_v)</pre>
 *
 * with {@code W_l} = {@code lin_l.weight}, {@code b} = {@code lin_l.bias}, {@code W_r} = {@code
 * lin_r.weight}, and h'_v optionally scaled to length 1 (line 7). What {@code aggregate} is, the
 * {@link Aggregator} says; with {@code gcn}, which counts v itself in, there is no {@code W_r}. A
 * layer of attention (GAT) or of graph convolution (GCN) is served by the same class: its
 * aggregator has the whole linear part.
 *
 * <p>What a vertex tells itself is computed once by the sender, like a message, and good for as
 * long as h_v is. Order of operations of a row: bias; fma over the elements of self; aggregate (fma
 * over its elements, or one addition of what is multiplied already); activation; length; what is
 * not finite becomes 0. Stateless and thread-safe. All matrices are contiguous, row-major and begin
 * at index 0.
 */
public final class SageLayer {

  private final LayerWeights weights;
  private final boolean transformFirst;
  private final Activation activation;
  private final boolean normalise;
  private final RowKernels kernels;
  private final Aggregator aggregator;

  /** A layer on the best kernels of this JVM. */
  public SageLayer(
      LayerWeights weights, boolean transformFirst, Activation activation, boolean normalise) {
    this(weights, transformFirst, activation, normalise, RowKernels.best());
  }

  SageLayer(
      LayerWeights weights,
      boolean transformFirst,
      Activation activation,
      boolean normalise,
      RowKernels kernels) {
    this.weights = weights;
    this.transformFirst = transformFirst;
    this.activation = Objects.requireNonNull(activation);
    this.normalise = normalise;
    this.kernels = kernels;
    this.aggregator = Aggregators.of(weights, transformFirst, kernels);
  }

  public int inputWidth() {
    return weights.inputWidth();
  }

  public int outputWidth() {
    return weights.outputWidth();
  }

  /** Elements in a message, which the aggregator decides. */
  public int messageWidth() {
    return aggregator.messageWidth();
  }

  /** Elements in what a vertex tells itself. */
  public int selfWidth() {
    return aggregator.selfWidth();
  }

  /** Elements in the messages of all in-neighbors, taken together. */
  public int aggregateWidth() {
    return aggregator.aggregateWidth();
  }

  /** Whether what a vertex sends and tells itself is divided by the root of its degree. */
  public boolean isNormalisedByDegree() {
    return aggregator instanceof SumAggregator sum && sum.isNormalised();
  }

  public Aggregator aggregator() {
    return aggregator;
  }

  public boolean transformFirst() {
    return transformFirst;
  }

  public Activation activation() {
    return activation;
  }

  /** Whether outputs are scaled to length 1. */
  public boolean normalise() {
    return normalise;
  }

  public LayerWeights weights() {
    return weights;
  }

  /**
   * What each vertex sends to the vertices whose in-neighbor it is, before quantising.
   *
   * @param h rows x inputWidth
   * @param p rows x messageWidth, overwritten
   * @return how many elements of {@code p} were not finite and became 0
   */
  public int message(int rows, float[] h, float[] p) {
    return aggregator.message(rows, h, p);
  }

  /**
   * What each vertex tells itself.
   *
   * @param h rows x inputWidth
   * @param self rows x selfWidth, overwritten
   */
  public void self(int rows, float[] h, float[] self) {
    aggregator.self(rows, h, self);
  }

  /**
   * The new embedding of each vertex.
   *
   * @param self rows x selfWidth: what the vertex tells itself
   * @param aggregates rows x aggregateWidth: the messages, taken together; zeros where there is
   *     none
   * @param out rows x outputWidth, overwritten; neither of the other two
   * @return how many elements of {@code out} were not finite and became 0
   */
  public int update(int rows, float[] self, float[] aggregates, float[] out) {
    int width = outputWidth();
    aggregator.combine(rows, self, aggregates, out);
    switch (activation) {
      case RELU -> kernels.relu(out, 0, rows * width);
      case ELU -> kernels.elu(out, 0, rows * width);
      case NONE -> {}
    }
    if (normalise) {
      kernels.l2Normalise(rows, out, width);
    }
    return kernels.sanitise(out, 0, rows * width);
  }
}
