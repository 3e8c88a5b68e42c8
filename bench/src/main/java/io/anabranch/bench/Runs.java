// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import java.util.Arrays;

/** The figures of several runs. */
record Runs(double[] figures) {

  /** The figures without the first one, which warmed up, where there are others. */
  static Runs of(double... figures) {
    double[] counted =
        figures.length > 1 ? Arrays.copyOfRange(figures, 1, figures.length) : figures.clone();
    Arrays.sort(counted);
    return new Runs(counted);
  }

  double median() {
    return (figures[(figures.length - 1) / 2] + figures[figures.length / 2]) / 2;
  }

  double best() {
    return figures[figures.length - 1];
  }
}
