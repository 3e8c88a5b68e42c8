// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

/**
 * What a drill has found beside what all drills look at.
 *
 * @param passed whether it is as it should be
 * @param text a few words
 */
record Findings(boolean passed, String text) {

  static final Findings NONE = new Findings(true, "");

  @Override
  public String toString() {
    return text.isEmpty() ? "" : "; " + text;
  }
}
