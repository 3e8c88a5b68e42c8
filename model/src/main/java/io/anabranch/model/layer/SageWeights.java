// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.layer;

/**
 * The parameters of one {@link SageLayer}, named and laid out as PyTorch Geometric's {@code
 * SAGEConv} has them. Which there are, the aggregator decides: {@code gcn} has no {@code lin_r}
 * ({@code root_weight=False}), {@code max-pool} has {@code lin} besides ({@code project=True}), and
 * {@code lstm} has {@code aggr_module.lstm}. Immutable: arrays are copied on the way in and out.
 */
public final class SageWeights implements LayerWeights {

  private final AggregatorType aggregator;
  private final int inputWidth;
  private final int outputWidth;
  private final float[] neighbors;
  private final float[] bias;
  private final float[] self; // null with gcn
  private final float[] pool; // null but with max-pool
  private final float[] poolBias; // null but with max-pool
  private final LstmWeights lstm; // null but with lstm

  /**
   * Of the aggregator {@code mean}.
   *
   * @param neighbors {@code lin_l.weight}, out x in, row-major
   * @param bias {@code lin_l.bias}, out
   * @param self {@code lin_r.weight}, out x in, row-major
   * @throws IllegalArgumentException when a width is not positive or a length does not fit
   */
  public SageWeights(
      int inputWidth, int outputWidth, float[] neighbors, float[] bias, float[] self) {
    this(AggregatorType.MEAN, inputWidth, outputWidth, neighbors, bias, self, null, null, null);
  }

  private SageWeights(
      AggregatorType aggregator,
      int inputWidth,
      int outputWidth,
      float[] neighbors,
      float[] bias,
      float[] self,
      float[] pool,
      float[] poolBias,
      LstmWeights lstm) {
    if (inputWidth < 1 || outputWidth < 1) {
      throw new IllegalArgumentException(
          "widths are positive; got " + inputWidth + " to " + outputWidth);
    }
    this.aggregator = aggregator;
    this.inputWidth = inputWidth;
    this.outputWidth = outputWidth;
    long matrix = (long) inputWidth * outputWidth;
    this.neighbors = copy("lin_l.weight", neighbors, matrix);
    this.bias = copy("lin_l.bias", bias, outputWidth);
    this.self = self == null ? null : copy("lin_r.weight", self, matrix);
    this.pool = pool == null ? null : copy("lin.weight", pool, (long) inputWidth * inputWidth);
    this.poolBias = poolBias == null ? null : copy("lin.bias", poolBias, inputWidth);
    this.lstm = lstm;
    if (lstm != null && lstm.width() != inputWidth) {
      throw new IllegalArgumentException(
          "the LSTM is %d elements wide, as the input; got %d".formatted(inputWidth, lstm.width()));
    }
  }

  /** Of the aggregator {@code gcn}; see the constructor. */
  public static SageWeights gcn(int inputWidth, int outputWidth, float[] neighbors, float[] bias) {
    return new SageWeights(
        AggregatorType.GCN, inputWidth, outputWidth, neighbors, bias, null, null, null, null);
  }

  /**
   * These with a pooling layer in front: of the aggregator {@code max-pool}.
   *
   * @param pool {@code lin.weight}, in x in, row-major
   * @param poolBias {@code lin.bias}, in
   */
  public SageWeights withPool(float[] pool, float[] poolBias) {
    return with(AggregatorType.MAX_POOL, pool, poolBias, null);
  }

  /** These with an LSTM in front: of the aggregator {@code lstm}. */
  public SageWeights withLstm(LstmWeights lstm) {
    return with(AggregatorType.LSTM, null, null, lstm);
  }

  private SageWeights with(AggregatorType other, float[] pool, float[] poolBias, LstmWeights lstm) {
    return new SageWeights(
        other, inputWidth, outputWidth, neighbors, bias, self, pool, poolBias, lstm);
  }

  @Override
  public AggregatorType aggregator() {
    return aggregator;
  }

  @Override
  public int inputWidth() {
    return inputWidth;
  }

  @Override
  public int outputWidth() {
    return outputWidth;
  }

  /** A copy of {@code lin_l.weight}, out x in. */
  public float[] neighbors() {
    return neighbors.clone();
  }

  /** A copy of {@code lin_l.bias}, out. */
  public float[] bias() {
    return bias.clone();
  }

  /** Whether there is {@code lin_r.weight}: with every aggregator but {@code gcn}. */
  public boolean hasSelf() {
    return self != null;
  }

  /** A copy of {@code lin_r.weight}, out x in; there is none with {@code gcn}. */
  public float[] self() {
    return self.clone();
  }

  /** A copy of {@code lin.weight}, in x in; of {@code max-pool} alone. */
  public float[] pool() {
    return pool.clone();
  }

  /** A copy of {@code lin.bias}, in; of {@code max-pool} alone. */
  public float[] poolBias() {
    return poolBias.clone();
  }

  /** {@code aggr_module.lstm}; of {@code lstm} alone. */
  public LstmWeights lstm() {
    return lstm;
  }

  @Override
  public long size() {
    long size = neighbors.length + (long) bias.length;
    size += self == null ? 0 : self.length;
    size += pool == null ? 0 : pool.length + (long) poolBias.length;
    return lstm == null ? size : size + lstm.size();
  }

  static float[] copy(String name, float[] values, long expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          name + " has " + expected + " elements; got " + values.length);
    }
    return values.clone();
  }
}
