// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.Locale;
import java.util.function.DoublePredicate;

/**
 * What a mean is to reach.
 *
 * @param text for the page
 * @param reached null: the figure is reported, whatever it is
 */
public record Goal(String text, DoublePredicate reached) {

  /** Compared as the page prints it, with one decimal. */
  public static Goal atLeast(double least) {
    return new Goal(text(">= %.1f", least), mean -> rounded(mean) >= least);
  }

  /** Neither more than {@code by} below, nor above in need of an excuse. */
  public static Goal within(double by, double of) {
    return new Goal(text("%.1f - %.1f", of, by), mean -> rounded(mean) >= rounded(of - by));
  }

  public static Goal reported() {
    return new Goal("reported", null);
  }

  String verdict(double mean) {
    return reached == null ? "" : reached.test(mean) ? "reached" : "missed";
  }

  private static double rounded(double mean) {
    return Math.round(mean * 10) / 10.0;
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
