// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Rounds of retraining, one after the other, whenever a trigger says so. A round that comes to
 * nothing for want of a checkpoint or of edges is told and counted, and the next one is waited for;
 * whatever else goes wrong ends the side job, never the live one.
 */
public final class SideJob {

  /** One round. */
  public interface Round {
    void run() throws IOException;
  }

  /**
   * What was done.
   *
   * @param done rounds that came to their end, whether a model was published or not
   * @param passed rounds that came to nothing
   */
  public record Count(int done, int passed) {}

  private final Trigger trigger;
  private final Round round;
  private final Consumer<String> listener;

  /**
   * @param listener hears why a round begins, and why it came to nothing
   */
  public SideJob(Trigger trigger, Round round, Consumer<String> listener) {
    this.trigger = trigger;
    this.round = round;
    this.listener = listener;
  }

  /** Until the trigger says that there is no other round. */
  public Count run() throws IOException, InterruptedException {
    int done = 0;
    int passed = 0;
    while (trigger.await(done + passed)) {
      if (!trigger.reason().isEmpty()) {
        listener.accept("round %d, because %s".formatted(done + passed + 1, trigger.reason()));
      }
      try {
        round.run();
        done++;
      } catch (NotYetException e) {
        passed++;
        trigger.cameToNothing();
        listener.accept(
            "round %d came to nothing (%d so far): %s"
                .formatted(done + passed, passed, e.getMessage()));
      }
    }
    return new Count(done, passed);
  }
}
