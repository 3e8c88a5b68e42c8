// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import java.util.List;

/**
 * What is planted in a generated stream, for judging what finds it.
 *
 * @param moves no fraud, but it looks like it at first
 */
public record PlantedTruth(List<Ring> rings, List<Takeover> takeovers, List<Move> moves) {

  /**
   * Accounts that pass money around in a circle.
   *
   * @param accounts in the order of the circle: each pays the next, the last one the first
   * @param fromMillis event time of its beginning
   * @param toMillis event time of its end
   */
  public record Ring(List<String> accounts, long fromMillis, long toMillis) {}

  /**
   * An account in other hands from a moment on: other partners, other features.
   *
   * @param atMillis event time from which on
   */
  public record Takeover(String account, long atMillis) {}

  /**
   * An account that lives in another community from a moment on, with partners and features of that
   * one, and goes on as busy as it was.
   *
   * @param atMillis event time from which on
   */
  public record Move(String account, long atMillis) {}
}
