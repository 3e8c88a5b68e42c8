// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import io.anabranch.connectors.generator.Hash.Purpose;

/** The event time of each payment: evenly spread, jittered within the gap, never going back. */
final class Clock {

  private final GeneratorOptions options;
  private final Hash hash;

  Clock(GeneratorOptions options, Hash hash) {
    this.options = options;
    this.hash = hash;
  }

  long timeOf(long payment) {
    double jitter = hash.unit(Purpose.TIME, payment, 0);
    return options.startMillis() + (long) ((payment + jitter) * options.gapMillis());
  }
}
