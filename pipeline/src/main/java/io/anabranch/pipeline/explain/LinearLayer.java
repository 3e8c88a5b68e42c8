// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.AggregatorType;
import io.anabranch.model.layer.ConvolutionWeights;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.layer.SageWeights;
import io.anabranch.pipeline.alert.Shares.Weighing;
import java.util.Optional;
import java.util.Set;

/**
 * The last layer of a model whose scores have a linear part: of models that take the mean of all
 * in-neighbors, or their sum by degrees as graph convolution does, and whose last layer is linear:
 * with an activation or rows of length 1 at the end there is no linear part that adds up.
 */
public final class LinearLayer {

  private static final Set<AggregatorType> KNOWN =
      Set.of(AggregatorType.MEAN, AggregatorType.NORMALISED_SUM);

  private final SageLayer layer;

  private LinearLayer(SageLayer layer) {
    this.layer = layer;
  }

  /** The last layer of a model; nothing when its scores have no linear part. */
  public static Optional<LinearLayer> of(SageModel model) {
    SageLayer last = model.layer(model.depth() - 1);
    return KNOWN.contains(model.aggregator())
            && model.sampling().takesAll()
            && last.activation() == Activation.NONE
            && !last.normalise()
        ? Optional.of(new LinearLayer(last))
        : Optional.empty();
  }

  /** Whether messages are summed and divided by degrees, not averaged. */
  public boolean isSum() {
    return layer.isNormalisedByDegree();
  }

  /** What elements of messages are weighed with in {@code z_v . z_o}: z_o itself, or W' z_o. */
  public float[] messageWeights(float[] other) {
    if (layer.transformFirst()) {
      return other;
    }
    float[] matrix =
        isSum()
            ? ((ConvolutionWeights) layer.weights()).transform()
            : ((SageWeights) layer.weights()).neighbors();
    return transposedTimes(matrix, other);
  }

  /**
   * What a vertex's part of itself is, without the bias.
   *
   * @param told what the vertex tells itself: where the sender multiplies, the bias is in it
   */
  public float[] self(float[] told) {
    if (isSum()) {
      return told;
    }
    return layer.transformFirst()
        ? difference(told, bias())
        : times(((SageWeights) layer.weights()).self(), told);
  }

  private static float[] difference(float[] a, float[] b) {
    float[] difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  public float[] bias() {
    return isSum()
        ? ((ConvolutionWeights) layer.weights()).bias()
        : ((SageWeights) layer.weights()).bias();
  }

  /** What the score is linear in. */
  Weighing weighing(float[] other, float[] told) {
    return new Weighing(messageWeights(other), other, self(told), bias());
  }

  private static float[] times(float[] matrix, float[] x) {
    float[] y = new float[matrix.length / x.length];
    for (int r = 0; r < y.length; r++) {
      double sum = 0;
      for (int c = 0; c < x.length; c++) {
        sum += (double) matrix[r * x.length + c] * x[c];
      }
      y[r] = (float) sum;
    }
    return y;
  }

  private static float[] transposedTimes(float[] matrix, float[] y) {
    int columns = matrix.length / y.length;
    float[] x = new float[columns];
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      for (int r = 0; r < y.length; r++) {
        sum += (double) matrix[r * columns + c] * y[r];
      }
      x[c] = (float) sum;
    }
    return x;
  }
}
