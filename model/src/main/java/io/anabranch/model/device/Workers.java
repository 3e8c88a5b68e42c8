// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Splits a range of rows evenly over a number of threads, the caller's among them. Each row is the
 * work of one thread, so their number does not show in the result.
 *
 * @param threads at least 1
 */
record Workers(int threads) {

  /** Less work than this, in elements touched, is not worth a second thread. */
  private static final long WORTH_IT = 1 << 16;

  /** What is done to rows {@code from .. to - 1}. */
  interface Task {
    void run(int from, int to);
  }

  Workers {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread; got " + threads);
    }
  }

  /**
   * Runs the task over {@code 0 .. rows - 1}.
   *
   * @param work elements that it touches in all
   */
  void run(int rows, long work, Task task) {
    if (threads == 1 || work < WORTH_IT) {
      task.run(0, rows);
      return;
    }
    List<ForkJoinTask<?>> others = new ArrayList<>();
    for (int t = 1; t < threads; t++) {
      int from = bound(rows, t);
      int to = bound(rows, t + 1);
      others.add(ForkJoinPool.commonPool().submit(() -> task.run(from, to)));
    }
    task.run(0, bound(rows, 1));
    others.forEach(ForkJoinTask::join);
  }

  private int bound(int rows, int part) {
    return (int) ((long) rows * part / threads);
  }
}
