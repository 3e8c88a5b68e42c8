// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import io.anabranch.pipeline.prequential.Drift;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * When the live evaluation says that the metric has fallen: once for each fall, told from others by
 * when it began, and not before a pause since the last round is over. On request also every so
 * often; a round that begins for that reason answers the fall that there is.
 */
public final class DriftTrigger implements Trigger {

  /** What the live evaluation says. */
  public interface Signals {

    /**
     * What was said since the last call, the oldest first; waits for the first of it, but not
     * longer than that.
     */
    List<Drift> poll(Duration patience) throws IOException;
  }

  private static final Duration LONGEST = Duration.ofMinutes(1); // of one look

  private final Signals signals;
  private final Duration pause;
  private final Duration every;
  private final LongSupplier nanos;
  private Drift last; // that was said; null: nothing yet
  private Long answered; // since when the fall is that the last round answers
  private String reason = "";

  /**
   * @param pause from the end of a round to the next one because of a fall, at least
   * @param every from the end of a round to the next one in any case; null: never
   * @param nanos a clock that only goes on
   */
  public DriftTrigger(Signals signals, Duration pause, Duration every, LongSupplier nanos) {
    this.signals = signals;
    this.pause = pause;
    this.every = every;
    this.nanos = nanos;
  }

  @Override
  public boolean await(int round) throws IOException {
    long began = nanos.getAsLong();
    if (round == 0) {
      hear(Duration.ZERO); // what was said last before it began
    }
    while (true) {
      Duration waited = Duration.ofNanos(nanos.getAsLong() - began);
      boolean rested = round == 0 || waited.compareTo(pause) >= 0;
      boolean late = every != null && (round == 0 || waited.compareTo(every) >= 0);
      if (late || rested && hasFallen()) {
        begin(hasFallen());
        return true;
      }
      hear(left(waited, rested));
    }
  }

  private boolean hasFallen() {
    return last != null && last.fallen() && !last.since().equals(answered);
  }

  private void begin(boolean because) {
    reason = because ? described(last) : "it is time";
    answered = last == null || !last.fallen() ? answered : last.since();
  }

  private static String described(Drift drift) {
    return "%s of %s fell from %.4f to %.4f"
        .formatted(drift.metric(), drift.scorer(), drift.reference(), drift.value());
  }

  private void hear(Duration patience) throws IOException {
    for (Drift drift : signals.poll(patience)) {
      last = drift;
    }
  }

  /** Until something can begin without anything being said. */
  private Duration left(Duration waited, boolean rested) {
    Duration left = rested ? LONGEST : pause.minus(waited);
    Duration timed = every == null ? left : every.minus(waited);
    return timed.compareTo(left) < 0 ? timed : left;
  }

  /** A fall that no round has answered is still one, when the pause is over. */
  @Override
  public void cameToNothing() {
    answered = null;
  }

  @Override
  public String reason() {
    return reason;
  }
}
