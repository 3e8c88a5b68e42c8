// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import java.util.Locale;

/**
 * How a drill ended.
 *
 * @param passed whether every bit is right, in the topic and in the state, and nothing is lost
 * @param text what happened and what was found
 */
public record Verdict(String drill, boolean passed, String text, double seconds) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%-6s %-28s %s (%.0f s)", passed ? "passed" : "FAILED", drill, text, seconds);
  }
}
