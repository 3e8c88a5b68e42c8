// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

/** Picks a share of things counted from 0, evenly, so that how many is known beforehand. */
final class Shares {

  private Shares() {}

  /** Whether the thing of this number is picked. */
  static boolean picks(double share, long number) {
    return count(share, number + 1) > count(share, number);
  }

  /** How many of the first so many are picked. */
  static long count(double share, long ofFirst) {
    return (long) (share * ofFirst);
  }
}
