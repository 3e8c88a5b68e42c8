// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Takes the figures of several runs, at least one, together. */
public interface Measure {

  Summary of(List<Figures> runs);

  /** The mean of a number. */
  static Measure mean(String name) {
    return runs -> Summary.of(runs.stream().map(run -> run.number(name)).toList());
  }

  /** Each run's best value of a curve, at whatever epoch. */
  static Measure bestOfEach(String curve) {
    return runs -> Summary.of(runs.stream().map(run -> best(run.curve(curve))).toList());
  }

  /** The curves' mean at the epoch where that mean is largest, the first of equals. */
  static Measure bestOfMean(String curve) {
    return runs -> {
      int epochs = runs.stream().mapToInt(run -> run.curve(curve).size()).min().orElseThrow();
      return IntStream.range(0, epochs)
          .mapToObj(e -> Summary.of(runs.stream().map(run -> run.curve(curve).get(e)).toList()))
          .reduce((a, b) -> b.mean() > a.mean() ? b : a)
          .orElseThrow();
    };
  }

  /** Each run's value at the epoch where another curve is largest, the last of equals. */
  static Measure chosenBy(String chooser, String curve) {
    return runs ->
        Summary.of(
            runs.stream()
                .map(run -> run.curve(curve).get(lastOfLargest(run.curve(chooser))))
                .toList());
  }

  private static double best(List<Double> curve) {
    return curve.stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  private static int lastOfLargest(List<Double> curve) {
    double best = best(curve);
    return curve.lastIndexOf(best);
  }
}
