// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param where file and line, or the command line
 * @param option the option, or options, at fault
 * @param expected what would have been right
 * @param came what was found
 */
public record Fault(String where, String option, String expected, String came) {

  @Override
  public String toString() {
    return where + ": " + option + ": expected " + expected + "; came " + came;
  }
}
