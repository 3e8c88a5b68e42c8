// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a setting may be.
 *
 * @param expected in words
 */
public record Kind(String expected, Predicate<String> takes) {

  static final Kind COUNT = new Kind("a whole number from 1", text -> Integer.parseInt(text) >= 1);

  static final Kind POSITIVE = new Kind("a number above 0", text -> finite(text) > 0);

  static final Kind NOT_NEGATIVE = new Kind("a number from 0", text -> finite(text) >= 0);

  /** Of a dropout. */
  static final Kind SHARE =
      new Kind("a number from 0 to below 1", text -> finite(text) >= 0 && finite(text) < 1);

  static final Kind FLAG = oneOf("true", "false");

  /** Such as {@code 25,10}. */
  static final Kind COUNTS =
      new Kind(
          "whole numbers from 1 with commas between",
          text -> Arrays.stream(text.split(",", -1)).allMatch(part -> Integer.parseInt(part) >= 1));

  static Kind oneOf(String... words) {
    return new Kind("one of " + String.join(", ", words), List.of(words)::contains);
  }

  boolean accepts(String text) {
    try {
      return takes.test(text);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** NaN, which no comparison holds for, when it is not finite. */
  private static double finite(String text) {
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
