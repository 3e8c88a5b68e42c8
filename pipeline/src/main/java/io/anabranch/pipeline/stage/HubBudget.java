// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.stage;

/**
 * How many updates a second the hubs of a subtask may send together. What is spent moves the time
 * at which the budget is free again; a hub that has had its slice comes back then, behind all that
 * came before it, so none starves.
 */
final class HubBudget {

  private final double millisAnUpdate;
  private double free = Double.NEGATIVE_INFINITY;

  /**
   * @param updates a second
   */
  HubBudget(int updates) {
    this.millisAnUpdate = 1_000.0 / updates;
  }

  /** The earliest time from now on at which the budget is free. */
  long free(long now) {
    return (long) Math.ceil(Math.max(free, now));
  }

  /** Spends, and says when the budget is free again. */
  long spend(int updates, long now) {
    free = Math.max(free, now) + updates * millisAnUpdate;
    return free(now);
  }
}
