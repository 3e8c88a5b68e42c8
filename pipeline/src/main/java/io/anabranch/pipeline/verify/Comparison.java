// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Embeddings compared bit for bit.
 *
 * @param expected how many there should be
 * @param identical how many are there with the same bits
 * @param differences the first vertices that differ, are missing or should not be there
 */
public record Comparison(long expected, long identical, List<String> differences) {

  private static final int NAMED = 10;

  /** Compares what is there with what should be. */
  public static Comparison of(Map<String, float[]> expected, Map<String, float[]> actual) {
    List<String> differences = new ArrayList<>();
    long identical = 0;
    TreeSet<String> vertices = new TreeSet<>(expected.keySet());
    vertices.addAll(actual.keySet());
    for (String vertex : vertices) {
      String difference = difference(expected.get(vertex), actual.get(vertex));
      if (difference == null) {
        identical++;
      } else if (differences.size() < NAMED) {
        differences.add(vertex + ": " + difference);
      }
    }
    return new Comparison(expected.size(), identical, differences);
  }

  /** True when every embedding has the same bits and none is missing or left over. */
  public boolean isExact() {
    return differences.isEmpty();
  }

  private static String difference(float[] expected, float[] actual) {
    if (expected == null) {
      return "has an embedding, but does not exist";
    } else if (actual == null) {
      return "has no embedding";
    } else if (expected.length != actual.length) {
      return "expected %d elements, came %d".formatted(expected.length, actual.length);
    }
    int at = Arrays.mismatch(expected, actual);
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

  @Override
  public String toString() {
    String verdict = "%d of %d embeddings bit-identical".formatted(identical, expected);
    return isExact() ? verdict : verdict + "; " + String.join("; ", differences);
  }
}
