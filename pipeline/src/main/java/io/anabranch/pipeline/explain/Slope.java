// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.explain;

import io.anabranch.model.risk.RiskGradient;
import io.anabranch.pipeline.alert.Jumps;
import java.util.Optional;

/**
 * A score of one vertex to first order at its row z: {@code s(z + d) = s(z) + w . d}, but for what
 * is of higher order in d.
 *
 * @param weights w, the gradient of s at z, as wide as the row
 * @param score s(z), before the logistic function
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Slope(float[] weights, float score) {

  /** Of a risk s is the log odds; see {@link RiskGradient}. */
  public static Slope ofRisk(RiskGradient risk, float[] row) {
    RiskGradient.At at = risk.at(row);
    return new Slope(at.gradient(), at.logOdds());
  }

  /**
   * Of a jump from z0, s is the distance {@code |z - z0|} and so {@code w = (z - z0) / |z - z0|}.
   * Nothing where there is no direction: when the two are one, or of different widths.
   */
  public static Optional<Slope> ofJump(float[] before, float[] now) {
    if (before.length != now.length) {
      return Optional.empty();
    }
    float distance = Jumps.distance(before, now);
    if (distance == 0) {
      return Optional.empty();
    }
    float[] direction = new float[now.length];
    for (int i = 0; i < now.length; i++) {
      direction[i] = (float) (((double) now[i] - before[i]) / distance);
    }
    return Optional.of(new Slope(direction, distance));
  }

  /**
   * The same, where there must be a direction.
   *
   * @throws ExplanationException when there is none
   */
  public static Slope requireJump(float[] before, float[] now) {
    return ofJump(before, now)
        .orElseThrow(() -> new ExplanationException("expected a move; it is back where it was"));
  }

  /** The part of the score that is linear in the row: {@code w . z}, in double. */
  public double linear(float[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += (double) weights[i] * row[i];
    }
    return sum;
  }
}
