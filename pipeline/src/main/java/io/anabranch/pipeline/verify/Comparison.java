// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Embeddings compared bit for bit, or within a bound.
 *
 * @param expected how many there should be
 * @param identical how many are there with the same bits, or within the bound
 * @param bound by so much may an element differ; 0: not by a bit
 * @param differences the first vertices that differ, are missing or should not be there
 */
public record Comparison(long expected, long identical, double bound, List<String> differences) {

  private static final int NAMED = 10;
  private static final double ROUNDING = 0x1p-16; // of floats, of a value or of 1

  /** Compares what is there with what should be. */
  public static Comparison of(Map<String, float[]> expected, Map<String, float[]> actual) {
    return of(expected, actual, 0);
  }

  /**
   * The same, when every element may differ by a bound, and by the rounding of floats besides.
   *
   * @param bound 0: not by a bit
   */
  public static Comparison of(
      Map<String, float[]> expected, Map<String, float[]> actual, double bound) {
    List<String> differences = new ArrayList<>();
    long identical = 0;
    TreeSet<String> vertices = new TreeSet<>(expected.keySet());
    vertices.addAll(actual.keySet());
    for (String vertex : vertices) {
      String difference = difference(expected.get(vertex), actual.get(vertex), bound);
      if (difference == null) {
        identical++;
      } else if (differences.size() < NAMED) {
        differences.add(vertex + ": " + difference);
      }
    }
    return new Comparison(expected.size(), identical, bound, differences);
  }

  /**
   * True when every embedding has the same bits, or is within the bound, and none is missing or
   * left over.
   */
  public boolean isExact() {
    return differences.isEmpty();
  }

  private static String difference(float[] expected, float[] actual, double bound) {
    if (expected == null) {
      return "has an embedding, but does not exist";
    } else if (actual == null) {
      return "has no embedding";
    } else if (expected.length != actual.length) {
      return "expected %d elements, came %d".formatted(expected.length, actual.length);
    }
    int at = bound > 0 ? beyond(expected, actual, bound) : Arrays.mismatch(expected, actual);
    return at < 0
        ? null
        : "element %d: expected %s (%08x), came %s (%08x)"
            .formatted(
                at,
                expected[at],
                Float.floatToRawIntBits(expected[at]),
                actual[at],
                Float.floatToRawIntBits(actual[at]));
  }

  /** The first element that differs by more than the bound and rounding; -1 when none does. */
  private static int beyond(float[] expected, float[] actual, double bound) {
    for (int i = 0; i < expected.length; i++) {
      double allowed = bound + ROUNDING * Math.max(1, Math.abs((double) expected[i]));
      if (!(Math.abs((double) expected[i] - actual[i]) <= allowed)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    String verdict =
        bound > 0
            ? "%d of %d embeddings within %.3g of exact, as embeddings.epsilon allows"
                .formatted(identical, expected, bound)
            : "%d of %d embeddings bit-identical".formatted(identical, expected);
    return isExact() ? verdict : verdict + "; " + String.join("; ", differences);
  }
}
