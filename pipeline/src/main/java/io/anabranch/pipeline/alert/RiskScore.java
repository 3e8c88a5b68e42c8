// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.link.RowName;
import java.util.Objects;

/**
 * What the risk model says of a vertex.
 *
 * @param score from 0 to 1; NaN of a vertex that is gone
 * @param eventTime of the row, milliseconds
 * @param row that the score was computed from; null of a vertex that is gone
 * @param model name and version of the risk model
 */
public record RiskScore(
    String vertex, float score, long eventTime, RowName row, String model, int version) {

  public RiskScore {
    Objects.requireNonNull(vertex);
  }

  /** A vertex is gone. */
  public static RiskScore gone(String vertex) {
    return new RiskScore(vertex, Float.NaN, 0, null, "", 0);
  }

  /** What an alert's reasons say of the model that its risk is by. */
  public static String scoredBy(String model, int version) {
    return "scored by %s version %d".formatted(model, version);
  }

  public boolean isGone() {
    return row == null;
  }
}
