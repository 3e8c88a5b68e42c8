// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.device.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Does the runs that are missing, several side by side, each on a device of one thread, and keeps
 * each as soon as it is finished.
 */
final class Reproduction {

  private final Scale scale;
  private final DataSets data;
  private final Path directory;
  private final String commit;
  private final Map<String, ResultFile> files = new ConcurrentHashMap<>();

  /**
   * @param directory of the results files
   * @param commit of these sources; see {@link Result}
   */
  Reproduction(Scale scale, DataSets data, Path directory, String commit) {
    this.scale = scale;
    this.data = data;
    this.directory = directory;
    this.commit = commit;
  }

  /**
   * What is there. At full scale the runs of all commits count, and the page tells them apart; at
   * quick scale those of these very sources do.
   */
  Standing standing(Experiment experiment) {
    return Standing.of(
        experiment,
        scale,
        file(experiment),
        result -> scale == Scale.FULL || (result.commit().equals(commit) && !commit.endsWith("+")));
  }

  /**
   * Returns when all runs are finished, or one has failed; those still under way are then given up.
   *
   * @param threads runs side by side
   * @param finished hears of each run
   */
  void run(List<Experiment> experiments, int threads, Consumer<Result> finished)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (Experiment experiment : experiments) {
        ResultFile file = file(experiment);
        for (Run run : standing(experiment).pending()) {
          futures.add(pool.submit(() -> finished.accept(run(experiment, run, file))));
        }
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Result run(Experiment experiment, Run run, ResultFile file) {
    long start = System.nanoTime();
    Outcome outcome = experiment.run(run, data, Device.cpu(1));
    double seconds = (System.nanoTime() - start) / 1e9;
    Result result = new Result(experiment.id(), run, outcome, seconds, commit, "cpu", 1);
    file.append(result);
    return result;
  }

  private ResultFile file(Experiment experiment) {
    return files.computeIfAbsent(experiment.id(), id -> new ResultFile(directory, id));
  }
}
