// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

/**
 * A network that classifies graphs.
 *
 * @param encoder what embeds the vertices of each level
 * @param layers of an encoder
 * @param hidden width of an encoder's layers
 * @param pools how often vertices are pooled; 0 is a network without pooling
 * @param learnt whether the clusters are; otherwise they come from {@link HeavyEdgeMatching}
 * @param share how many clusters there are for a vertex of the level before; for learnt ones, of
 *     the largest graph
 * @param readout of each level
 * @param linkWeight of the auxiliary loss on links
 * @param entropyWeight of that on the entropy of assignments
 */
public record PoolingSettings(
    Encoder encoder,
    int layers,
    int hidden,
    int pools,
    boolean learnt,
    double share,
    Readout readout,
    float linkWeight,
    float entropyWeight) {

  /** What embeds vertices. */
  public enum Encoder {
    SAGE,
    STRUCTURE2VEC
  }

  /** One pooling of a tenth, three layers, as section 4 and the program of Ying et al. 2018. */
  public static final PoolingSettings DIFFPOOL =
      new PoolingSettings(Encoder.SAGE, 3, 32, 1, true, 0.1, Readout.MAX, 1, 1);

  public PoolingSettings {
    if (layers < 1 || hidden < 1 || pools < 0 || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "at least 1 layer of width 1, 0 pools, a share above 0 and at most 1;"
              + " got %d layers of width %d, %d pools, a share of %s"
                  .formatted(layers, hidden, pools, share));
    }
    if (!(linkWeight >= 0) || !(entropyWeight >= 0)) {
      throw new IllegalArgumentException(
          "weights of losses are at least 0; got " + linkWeight + " and " + entropyWeight);
    }
  }

  /** The variants of table 2 of Ying et al. 2018, by name. */
  public static PoolingSettings named(String name) {
    return switch (name) {
      case "diffpool" -> DIFFPOOL;
      case "diffpool-det" -> DIFFPOOL.withClusters(1, false);
      case "diffpool-nolp" -> DIFFPOOL.withLosses(0, DIFFPOOL.entropyWeight());
      case "diffpool-2" -> DIFFPOOL.withClusters(2, true).withShare(0.25);
      case "sage" -> DIFFPOOL.withClusters(0, true).withReadout(Readout.MEAN);
      case "s2v" -> DIFFPOOL.withEncoder(Encoder.STRUCTURE2VEC).withClusters(0, true);
      case "s2v-diffpool" -> DIFFPOOL.withEncoder(Encoder.STRUCTURE2VEC);
      case "s2v-diffpool-2" ->
          DIFFPOOL.withEncoder(Encoder.STRUCTURE2VEC).withClusters(2, true).withShare(0.25);
      default ->
          throw new IllegalArgumentException(
              "a model is diffpool, diffpool-2, diffpool-det, diffpool-nolp, sage, s2v,"
                  + " s2v-diffpool or s2v-diffpool-2; got "
                  + name);
    };
  }

  /** How many of the poolings the batches must bring along. */
  int fixedPools() {
    return learnt ? 0 : pools;
  }

  /** The clusters that follow level {@code level}, for learnt pooling. */
  int clusters(int largest, int level) {
    return Math.max(1, (int) (largest * StrictMath.pow(share, level + 1)));
  }

  PoolingSettings withEncoder(Encoder other) {
    return new PoolingSettings(
        other, layers, hidden, pools, learnt, share, readout, linkWeight, entropyWeight);
  }

  PoolingSettings withClusters(int times, boolean learn) {
    return new PoolingSettings(
        encoder, layers, hidden, times, learn, share, readout, linkWeight, entropyWeight);
  }

  PoolingSettings withShare(double other) {
    return new PoolingSettings(
        encoder, layers, hidden, pools, learnt, other, readout, linkWeight, entropyWeight);
  }

  PoolingSettings withReadout(Readout other) {
    return new PoolingSettings(
        encoder, layers, hidden, pools, learnt, share, other, linkWeight, entropyWeight);
  }

  /** The same, its layers that wide. */
  public PoolingSettings withHidden(int width) {
    return new PoolingSettings(
        encoder, layers, width, pools, learnt, share, readout, linkWeight, entropyWeight);
  }

  PoolingSettings withLosses(float link, float entropy) {
    return new PoolingSettings(
        encoder, layers, hidden, pools, learnt, share, readout, link, entropy);
  }
}
