// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autograd;

import io.anabranch.model.device.Blocks;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.device.RowLists;
import io.anabranch.model.device.Segments;
import io.anabranch.model.device.SparseMatrix;
import java.util.List;
import java.util.function.Consumer;

/**
 * The operations, each run on one tape. Every one throws {@link IllegalArgumentException} for
 * shapes that do not fit and {@link NotFiniteException} for a result that is not finite.
 */
public final class Operations {

  private final Tape tape;

  public Operations(Tape tape) {
    this.tape = tape;
  }

  /** A value without a gradient. */
  public Variable constant(Matrix value) {
    return tape.constant(value);
  }

  /** {@code a b}: m x k times k x n. */
  public Variable matmul(Variable a, Variable b) {
    return tape.apply(new MatMul(a, b));
  }

  /** {@code a b'}: m x k times the transpose of n x k. */
  public Variable matmulTransposed(Variable a, Variable b) {
    return tape.apply(new MatMulTransposed(a, b));
  }

  /** {@code s b}: s is m x k and constant, b is k x n. */
  public Variable matmul(SparseMatrix s, Variable b) {
    return tape.apply(new SparseMatMul(s, b));
  }

  /** {@code s' b}: s is k x m and constant, b is k x n. */
  public Variable transposedMatmul(SparseMatrix s, Variable b) {
    return tape.apply(new TransposedSparseMatMul(s, b));
  }

  /** {@code a + b}, of one shape. */
  public Variable add(Variable a, Variable b) {
    return tape.apply(new Add(a, b));
  }

  /** Adds the row {@code bias} to each row of x. */
  public Variable addBias(Variable x, Variable bias) {
    return tape.apply(new AddBias(x, bias));
  }

  /** {@code bias + x1 w1 + x2 w2 + ...}: the bias, a row, is added to each row. */
  public Variable linear(Variable bias, List<Variable> xs, List<Variable> ws) {
    return tape.apply(new Linear(bias, xs, ws));
  }

  /** {@code factor * x}. */
  public Variable scale(Variable x, float factor) {
    return tape.apply(new Scale(x, factor));
  }

  /** {@code a * b}, element by element. */
  public Variable multiply(Variable a, Variable b) {
    return tape.apply(new Multiply(a, b));
  }

  /** {@code function(x)}, element by element. */
  public Variable activate(Pointwise function, Variable x) {
    return tape.apply(new Activate(function, x));
  }

  /** {@code x}, with elements dropped and the others scaled. */
  public Variable dropout(Variable x, DropMask mask) {
    return tape.apply(new Dropout(x, mask));
  }

  /** The logarithms of the softmax of each row. */
  public Variable logSoftmax(Variable x) {
    return tape.apply(new LogSoftmax(x));
  }

  /** The mean over {@code rows} of {@code -logp[row][labels[row]]}: 1 x 1. */
  public Variable crossEntropy(Variable logp, int[] labels, int[] rows) {
    return tape.apply(new CrossEntropy(logp, labels, rows));
  }

  /** The mean weighted cross-entropy of sigmoid(logits) against targets: 1 x 1. */
  public Variable binaryCrossEntropy(Variable logits, Matrix targets, float positiveWeight) {
    return tape.apply(new BinaryCrossEntropy(logits, targets, positiveWeight));
  }

  /**
   * {@code norm} times the mean weighted cross-entropy of {@code sigmoid(z[i] . z[j])} against the
   * entries of targets, over all pairs of rows: 1 x 1. No pair is held.
   */
  public Variable reconstruct(
      Variable z, SparseMatrix targets, double positiveWeight, double norm) {
    return tape.apply(new Reconstruct(z, targets, positiveWeight, norm));
  }

  /** {@code mean + noise * e^logStd}, element by element. */
  public Variable reparameterise(Variable mean, Variable logStd, Matrix noise) {
    return tape.apply(new Reparameterise(mean, logStd, noise));
  }

  /** The divergence of normal distributions from the standard one, a sum over all: 1 x 1. */
  public Variable divergence(Variable mean, Variable logStd) {
    return tape.apply(new Divergence(mean, logStd));
  }

  /** Row k is {@code x[rows.segment(k)]}. */
  public Variable gatherRows(Variable x, Segments rows) {
    return tape.apply(new GatherRows(x, rows));
  }

  /** Row k is {@code x[rows[k]]}. */
  public Variable takeRows(Variable x, int... rows) {
    return tape.apply(new TakeRows(x, rows));
  }

  /** Row t is the element-wise maximum of the rows of list t, 0 of none. */
  public Variable maxOfRows(Variable x, RowLists lists) {
    return tape.apply(new MaxOfRows(x, lists));
  }

  /**
   * Row t is the last hidden state of a long short-term memory that hears the rows of list t.
   *
   * @param gates rows x 4n: what the gates i, f, g and o hear of each row
   * @param recurrent n x 4n: what they hear of the hidden state
   */
  public Variable lstm(Variable gates, Variable recurrent, RowLists lists) {
    return tape.apply(new Lstm(gates, recurrent, lists));
  }

  /** Row s is the sum of the rows of segment s. */
  public Variable segmentSum(Variable x, Segments segments) {
    return tape.apply(new SegmentSum(x, segments));
  }

  /** Row s is the mean of the rows of segment s, 0 of none. */
  public Variable segmentMean(Variable x, Segments segments) {
    return tape.apply(new SegmentMean(x, segments));
  }

  /** Row s is the element-wise maximum of the rows of segment s, 0 of none. */
  public Variable segmentMax(Variable x, Segments segments) {
    return tape.apply(new SegmentMax(x, segments));
  }

  /** The softmax over the rows of each segment, each column by itself. */
  public Variable segmentSoftmax(Variable x, Segments segments) {
    return tape.apply(new SegmentSoftmax(x, segments));
  }

  /** {@code y[e][k] = a[i] . b[j]} in head k, where i and j are edge e's segments. */
  public Variable edgeDot(Variable a, Segments ofA, Variable b, Segments ofB, int heads) {
    return tape.apply(new EdgeDot(a, ofA, b, ofB, heads));
  }

  /** {@code y[i] = sum of w[e][k] * x[source of e]} in head k, over the edges e of segment i. */
  public Variable edgeSum(Variable w, Segments targets, Variable x, Segments sources) {
    return tape.apply(new EdgeSum(w, targets, x, sources));
  }

  /** The parts side by side. */
  public Variable concatColumns(Variable... parts) {
    return tape.apply(new ConcatColumns(List.of(parts)));
  }

  /** Each row brought to Euclidean length 1. */
  public Variable normaliseRows(Variable x) {
    return tape.apply(new NormaliseRows(x));
  }

  /** The mean of all elements: 1 x 1. */
  public Variable mean(Variable x) {
    return tape.apply(new Mean(x));
  }

  /** The sum of all elements: 1 x 1. */
  public Variable sum(Variable x) {
    return tape.apply(new Sum(x));
  }

  /** The sum of the squares of all elements: 1 x 1. */
  public Variable squaredNorm(Variable x) {
    return tape.apply(new SquaredNorm(x));
  }

  /** {@code x[0] w[0] + x[1] w[1] + ... + bias} in each row. */
  public Variable affine(List<Variable> x, List<Variable> w, Variable bias) {
    return tape.apply(new Affine(List.copyOf(x), List.copyOf(w), bias));
  }

  /** {@code a[left g] b[right g]} for each block g. */
  public Variable blockProduct(Variable a, Blocks left, Variable b, Blocks right) {
    return tape.apply(new BlockProduct(a, left, b, right));
  }

  /** {@code a[in g]' b[in g]} for each block g. */
  public Variable transposedBlockProduct(Variable a, Variable b, Blocks in, Blocks out) {
    return tape.apply(new TransposedBlockProduct(a, b, in, out));
  }

  /** The sum of the diagonals of all blocks: 1 x 1. */
  public Variable blockTrace(Variable x, Blocks blocks) {
    return tape.apply(new BlockTrace(x, blocks));
  }

  /** Each row divided by its sum, or by 1 where that is more. */
  public Variable shareRows(Variable x) {
    return tape.apply(new ShareRows(x));
  }

  /** The softmax of each row. */
  public Variable softmax(Variable x) {
    return tape.apply(new Softmax(x));
  }

  /** The mean over rows of the entropy of their softmax: 1 x 1. */
  public Variable softmaxEntropy(Variable logits) {
    return tape.apply(new SoftmaxEntropy(logits));
  }

  /** Batch normalisation by moments that are constant. */
  public Variable batchNorm(Variable x, Variable scale, Variable shift, Moments moments) {
    return tape.apply(new BatchNorm(x, scale, shift, moments));
  }

  /**
   * Batch normalisation by the moments of x itself.
   *
   * @param listener is told the moments
   */
  public Variable batchNorm(
      Variable x, Variable scale, Variable shift, Consumer<Moments> listener) {
    BatchNorm norm = new BatchNorm(x, scale, shift);
    Variable y = tape.apply(norm);
    listener.accept(norm.moments());
    return y;
  }
}
