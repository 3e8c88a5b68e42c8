// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a mean is to reach. Means are compared as the page prints them, with one decimal.
 *
 * @param text for the page
 * @param aims all that it is to reach; none: the figure is reported, whatever it is
 */
public record Goal(String text, List<DoublePredicate> aims) {

  public Goal {
    aims = List.copyOf(aims);
  }

  private Goal(String text, DoublePredicate aim) {
    this(text, List.of(aim));
  }

  public static Goal atLeast(double least) {
    return new Goal(text(">= %.1f", least), mean -> rounded(mean) >= least);
  }

  /** Not more than {@code by} below: who is above needs no excuse. */
  public static Goal within(double by, double of) {
    return new Goal(text("%.1f - %.1f", of, by), mean -> rounded(mean) >= rounded(of - by));
  }

  /** Not more than {@code by} away: of two that do the same, neither may be much better. */
  public static Goal near(double by, double of) {
    return new Goal(
        text("%.1f ± %.1f", of, by), mean -> rounded(Math.abs(rounded(mean) - rounded(of))) <= by);
  }

  public static Goal reported() {
    return new Goal("reported", List.of());
  }

  /** Both, each with a verdict of its own. */
  public Goal and(Goal other) {
    return new Goal(
        text + "; " + other.text, Stream.concat(aims.stream(), other.aims.stream()).toList());
  }

  boolean isReported() {
    return aims.isEmpty();
  }

  /** One for each aim; "" when there is none. */
  String verdict(double mean) {
    return aims.stream()
        .map(aim -> aim.test(mean) ? "reached" : "missed")
        .collect(Collectors.joining("; "));
  }

  private static double rounded(double mean) {
    return Math.round(mean * 10) / 10.0;
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
