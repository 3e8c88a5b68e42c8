// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

import org.jspecify.annotations.Nullable;

/**
 * Whether a scorer does worse than it used to.
 *
 * @param scorer the one that is watched
 * @param metric what of it
 * @param value how it does lately; NaN before anything was ranked
 * @param reference how it did over a longer time; NaN before anything was ranked
 * @param fallen whether it has fallen too far
 * @param since the end of the period in which it fell; null while it has not
 */
public record Drift(
    String scorer,
    String metric,
    double value,
    double reference,
    boolean fallen,
    @Nullable Long since) {

  public Drift {
    if (fallen != (since != null)) {
      throw new IllegalArgumentException(
          "who has fallen did so at a time; got fallen %s and since %s".formatted(fallen, since));
    }
  }
}
