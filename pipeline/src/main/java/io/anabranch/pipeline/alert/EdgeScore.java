// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.pipeline.link.RowName;
import java.util.List;
import java.util.Objects;

/**
 * An edge that the gate let pass, as alerts and rings take it from whoever scores links.
 *
 * @param surprise NaN where it was not scored
 * @param rows that it was scored with; none where it was not
 */
public record EdgeScore(EdgeRef edge, float surprise, List<RowName> rows) {

  public EdgeScore {
    Objects.requireNonNull(edge);
    rows = List.copyOf(rows);
  }

  /** Whether there is a score. */
  public boolean isScored() {
    return !Float.isNaN(surprise);
  }

  /** As something that rules may act on. */
  public Signal signal() {
    return Signal.surprise(edge, surprise, rows);
  }
}
