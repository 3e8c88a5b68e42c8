// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

/**
 * A hyper-parameter.
 *
 * @param value by default, the paper's where it has one
 * @param about in a few words
 */
public record Setting(String name, String value, Kind kind, String about) {

  /** What it may be, in words. */
  public String expected() {
    return kind.expected();
  }
}
