// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs the same work on a number of threads, the caller's among them. */
final class Parallel {

  private Parallel() {}

  /** What {@code work} returned on each thread; if it threw on one, that, after all have ended. */
  static <T> List<T> run(int threads, Callable<T> work) {
    List<FutureTask<T>> tasks = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      tasks.add(new FutureTask<>(work));
    }
    for (FutureTask<T> task : tasks.subList(1, threads)) {
      Thread thread = new Thread(task, "anabranch-embed");
      thread.setDaemon(true);
      thread.start();
    }
    tasks.get(0).run();
    return tasks.stream().map(Parallel::join).toList();
  }

  private static <T> T join(FutureTask<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("embedding failed on one thread", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
