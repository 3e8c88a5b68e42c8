// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A learned combination of the features that are open. */
public final class LinkModel {

  private final FeatureRows rows;
  private final SoftmaxRegression regression;

  LinkModel(FeatureRows rows, SoftmaxRegression regression) {
    this.rows = rows;
    this.regression = regression;
  }

  /**
   * A logit for each candidate, by what was published.
   *
   * @param scores written at the positions of the candidates
   */
  public void score(double[] scores) {
    regression.score(rows, scores);
  }

  /**
   * Learns who it was.
   *
   * @param target the position of the true partner
   */
  public void learn(int target) {
    if (target < 0 || target >= rows.count()) {
      throw new IllegalArgumentException(
          "the true partner is one of %d candidates; got position %d"
              .formatted(rows.count(), target));
    }
    regression.learn(rows, target);
  }

  /** What was learnt counts from now on. */
  public void publish() {
    regression.publish();
  }

  /** Writes the weights, with the version of the format. */
  public void write(DataOutput out) throws IOException {
    regression.write(out);
  }

  /** Takes over weights that were written. */
  public void read(DataInput in) throws IOException {
    regression.read(in);
  }
}
