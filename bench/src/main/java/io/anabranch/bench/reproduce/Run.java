// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One training of an experiment.
 *
 * @param unit {@code seed} or {@code fold}
 * @param number from 0
 * @param epochs at most
 */
public record Run(String unit, int number, int epochs) {

  /** Runs 0 to count - 1, told apart by their seeds. */
  public static List<Run> seeds(int count, int epochs) {
    return runs("seed", count, epochs);
  }

  /** Runs 0 to count - 1, told apart by the fold that is tested. */
  public static List<Run> folds(int count, int epochs) {
    return runs("fold", count, epochs);
  }

  private static List<Run> runs(String unit, int count, int epochs) {
    return IntStream.range(0, count).mapToObj(i -> new Run(unit, i, epochs)).toList();
  }

  @Override
  public String toString() {
    return unit + " " + number;
  }
}
