// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** The lines of the summary: a name, and what there is to say. */
final class Lines {

  private final PrintWriter out;

  Lines(PrintWriter out) {
    this.out = out;
  }

  void line(String name, String format, Object... values) {
    block(name, String.format(Locale.ROOT, format, values));
  }

  /** Text of several lines. */
  void block(String name, String text) {
    out.println("  %-20s%s".formatted(name, text.replace("\n", "\n" + " ".repeat(20))));
  }
}
