// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.prequential;

/**
 * A sum of weights that halve every half-life, kept as its logarithm to the base 2 at time 0:
 * {@code log2(sum 2^(t_i / h))}, forward decay (Cormode et al., "Forward Decay", ICDE 2009). It
 * need not be touched as time goes on: at time t it is {@code mass - t / h}.
 */
final class LogMass {

  /** Of no event. */
  static final double NONE = Double.NEGATIVE_INFINITY;

  private static final double LN_2 = 0.6931471805599453;
  private static final double NEGLIGIBLE = 60; // 2^-60 of the larger term is below its last bit

  private LogMass() {}

  /** With one more event, whose own mass is {@code time / halfLife}. */
  static double plus(double mass, double event) {
    double larger = Math.max(mass, event);
    double difference = larger - Math.min(mass, event);
    return difference > NEGLIGIBLE
        ? larger
        : larger + StrictMath.log1p(StrictMath.exp(-difference * LN_2)) / LN_2;
  }
}
