// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

import java.util.List;

/** The fraud in a generated stream, for judging what finds it. */
public record PlantedTruth(List<Ring> rings, List<Takeover> takeovers) {

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
}
