// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

/**
 * @param epochs that were trained
 * @param remark for the page; "" of none
 */
public record Outcome(Figures figures, int epochs, String remark) {

  public Outcome(Figures figures, int epochs) {
    this(figures, epochs, "");
  }
}
