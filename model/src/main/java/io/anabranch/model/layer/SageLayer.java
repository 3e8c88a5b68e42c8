// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

import io.anabranch.model.kernel.RowKernels;
import java.util.Arrays;
import java.util.Objects;

/**
 * GraphSAGE with the mean aggregator (Hamilton, Ying, Leskovec 2017, "Inductive Representation
 * Learning on Large Graphs", algorithm 1, lines 4 to 7), in the form of PyTorch Geometric's {@code
 * SAGEConv}:
 *
 * <pre>h'_v = act(W_l mean(h_u : u in N(v)) + b + W_r h_v)</pre>
 *
 * with {@code W_l} = {@code lin_l.weight}, {@code b} = {@code lin_l.bias}, {@code W_r} = {@code
 * lin_r.weight}, and h'_v optionally scaled to length 1 (line 7).
 *
 * <p>The mean is linear, so {@code W_l} may come after it or before it. <em>Aggregate-first</em>: a
 * message is h_u itself, the receiver multiplies; sums do not depend on the model.
 * <em>Transform-first </em>: the sender multiplies once for all its receivers, a message is {@code
 * W_l h_u}, the receiver only adds. The two round differently: a layer is one or the other,
 * everywhere.
 *
 * <p>What a vertex tells itself goes the same way: h_v when aggregate-first, {@code b + W_r h_v}
 * when transform-first, computed once and good for as long as h_v is.
 *
 * <p>Order of operations of a row: bias; fma over the elements of self; mean (aggregate-first: fma
 * over its elements; transform-first: one addition); activation; length; what is not finite becomes
 * 0. Stateless and thread-safe. All matrices are contiguous, row-major and begin at index 0.
 */
public final class SageLayer {

  private final SageWeights weights;
  private final boolean transformFirst;
  private final Activation activation;
  private final boolean normalise;
  private final RowKernels kernels;
  private final float[] bias;
  private final float[] neighbors; // in x out, as the kernels want it
  private final float[] self; // in x out

  /** A layer on the best kernels of this JVM. */
  public SageLayer(
      SageWeights weights, boolean transformFirst, Activation activation, boolean normalise) {
    this(weights, transformFirst, activation, normalise, RowKernels.best());
  }

  SageLayer(
      SageWeights weights,
      boolean transformFirst,
      Activation activation,
      boolean normalise,
      RowKernels kernels) {
    this.weights = weights;
    this.transformFirst = transformFirst;
    this.activation = Objects.requireNonNull(activation);
    this.normalise = normalise;
    this.kernels = kernels;
    this.bias = weights.bias();
    this.neighbors = transpose(weights.neighbors(), weights.outputWidth(), weights.inputWidth());
    this.self = transpose(weights.self(), weights.outputWidth(), weights.inputWidth());
  }

  public int inputWidth() {
    return weights.inputWidth();
  }

  public int outputWidth() {
    return weights.outputWidth();
  }

  /** Elements in a message: the input width when aggregate-first, else the output width. */
  public int messageWidth() {
    return transformFirst ? outputWidth() : inputWidth();
  }

  /** Elements in what a vertex tells itself: as many as in a message. */
  public int selfWidth() {
    return messageWidth();
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

  public SageWeights weights() {
    return weights;
  }

  /**
   * What each vertex sends to the vertices whose in-neighbor it is, before quantising.
   *
   * @param h rows x inputWidth
   * @param p rows x messageWidth, overwritten
   */
  public void message(int rows, float[] h, float[] p) {
    if (transformFirst) {
      Arrays.fill(p, 0, rows * outputWidth(), 0f);
      kernels.multiplyAdd(rows, h, inputWidth(), neighbors, outputWidth(), p);
    } else {
      System.arraycopy(h, 0, p, 0, rows * inputWidth());
    }
  }

  /**
   * What each vertex tells itself.
   *
   * @param h rows x inputWidth
   * @param self rows x selfWidth, overwritten
   */
  public void self(int rows, float[] h, float[] self) {
    if (transformFirst) {
      root(rows, h, self);
    } else {
      System.arraycopy(h, 0, self, 0, rows * inputWidth());
    }
  }

  /**
   * The new embedding of each vertex.
   *
   * @param self rows x selfWidth: what the vertex tells itself
   * @param mean rows x messageWidth: the mean of the messages, zeros where there is none
   * @param out rows x outputWidth, overwritten; neither of the other two
   * @return how many elements of {@code out} were not finite and became 0
   */
  public int update(int rows, float[] self, float[] mean, float[] out) {
    int width = outputWidth();
    if (transformFirst) {
      for (int i = 0; i < rows * width; i++) {
        out[i] = self[i] + mean[i];
      }
    } else {
      root(rows, self, out);
      kernels.multiplyAdd(rows, mean, inputWidth(), neighbors, width, out);
    }
    if (activation == Activation.RELU) {
      kernels.relu(out, 0, rows * width);
    }
    if (normalise) {
      kernels.l2Normalise(rows, out, width);
    }
    return kernels.sanitise(out, 0, rows * width);
  }

  /** {@code b + W_r h}. */
  private void root(int rows, float[] h, float[] root) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(bias, 0, root, r * bias.length, bias.length);
    }
    kernels.multiplyAdd(rows, h, inputWidth(), self, outputWidth(), root);
  }

  private static float[] transpose(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = matrix[r * columns + c];
      }
    }
    return transposed;
  }
}
