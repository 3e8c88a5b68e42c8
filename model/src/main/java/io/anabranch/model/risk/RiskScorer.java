// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.risk;

import io.anabranch.model.device.Matrix;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.model.kernel.RowKernels;
import io.anabranch.model.layer.Affine;
import java.util.List;

/**
 * {@code sigmoid(w relu(... relu(W_0 z + b_0)) + b)} of each embedding z. A row's bits depend on
 * the row and the weights alone. Thread-safe.
 */
public final class RiskScorer {

  private final RowKernels kernels;
  private final List<Affine> layers;

  public RiskScorer(RiskModel model) {
    this(model, RowKernels.best());
  }

  RiskScorer(RiskModel model, RowKernels kernels) {
    this.kernels = kernels;
    this.layers =
        model.layers().stream()
            .map(l -> new Affine(kernels, l.inputWidth(), l.weight(), l.bias()))
            .toList();
  }

  /**
   * The risk of each row, from 0 to 1.
   *
   * @param embeddings rows x the width that the model takes
   * @throws IllegalArgumentException when the width is another, or a score is not a number
   */
  public float[] score(Matrix embeddings) {
    return probabilities(outputs(embeddings)[layers.size() - 1]);
  }

  /** What each layer gives, after relu all but the last; rows x its width. */
  float[][] outputs(Matrix embeddings) {
    requireWidth(embeddings);
    float[][] outputs = new float[layers.size()][];
    float[] x = embeddings.values();
    for (int l = 0; l < layers.size(); l++) {
      float[] y = new float[embeddings.rows() * layers.get(l).outputWidth()];
      layers.get(l).apply(embeddings.rows(), x, y);
      if (l + 1 < layers.size()) {
        kernels.relu(y, 0, y.length);
      }
      outputs[l] = y;
      x = y;
    }
    return outputs;
  }

  private void requireWidth(Matrix embeddings) {
    int width = layers.get(0).inputWidth();
    if (embeddings.columns() != width) {
      throw new IllegalArgumentException(
          "embeddings are %d wide; got %s".formatted(width, embeddings.shape()));
    }
  }

  private static float[] probabilities(float[] logOdds) {
    float[] scores = new float[logOdds.length];
    for (int r = 0; r < scores.length; r++) {
      scores[r] = Exponential.sigmoid(logOdds[r]);
      if (Float.isNaN(scores[r])) {
        throw new IllegalArgumentException(
            "the score of row " + r + " is a number, as of finite embeddings; got NaN");
      }
    }
    return scores;
  }
}
