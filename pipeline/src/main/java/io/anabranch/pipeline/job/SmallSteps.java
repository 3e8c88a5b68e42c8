// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.function.ThrowingRunnable;

/** Work that an operator does in small steps between its records, by one timer. */
final class SmallSteps {

  /** Milliseconds between two steps, where nothing speaks for more. */
  static final long PAUSE = 2;

  private final ProcessingTimeService time;
  private final BooleanSupplier due;
  private final LongSupplier pause;
  private final ThrowingRunnable<Exception> step;
  private boolean timerSet;

  /**
   * @param due whether work is left
   * @param pause milliseconds before the next step
   * @param step does a little of it
   */
  SmallSteps(
      ProcessingTimeService time,
      BooleanSupplier due,
      LongSupplier pause,
      ThrowingRunnable<Exception> step) {
    this.time = time;
    this.due = due;
    this.pause = pause;
    this.step = step;
  }

  /** Does what is left of the work step by step, if there is any. */
  void later() {
    if (timerSet || !due.getAsBoolean()) {
      return;
    }
    timerSet = true;
    time.registerTimer(
        time.getCurrentProcessingTime() + pause.getAsLong(),
        at -> {
          timerSet = false;
          step.run();
          later();
        });
  }
}
