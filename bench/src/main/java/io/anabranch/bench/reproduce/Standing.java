// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What there is of an experiment.
 *
 * @param wanted the runs of its scale
 * @param results of those that are finished, one a run, in the order of the runs
 */
record Standing(Experiment experiment, List<Run> wanted, List<Result> results) {

  /**
   * @param counts which of the results in the file may be taken
   */
  static Standing of(
      Experiment experiment, Scale scale, ResultFile file, Predicate<Result> counts) {
    List<Run> wanted = experiment.runs(scale);
    List<Result> there = file.read().stream().filter(counts).toList();
    return new Standing(
        experiment, wanted, wanted.stream().flatMap(run -> last(there, run).stream()).toList());
  }

  private static Optional<Result> last(List<Result> there, Run run) {
    return there.stream().filter(result -> result.run().equals(run)).reduce((a, b) -> b);
  }

  List<Run> pending() {
    List<Run> done = results.stream().map(Result::run).toList();
    return wanted.stream().filter(run -> !done.contains(run)).toList();
  }

  /** Nothing of no runs. */
  Optional<Summary> summary(Measure measure) {
    return results.isEmpty()
        ? Optional.empty()
        : Optional.of(measure.of(results.stream().map(r -> r.outcome().figures()).toList()));
  }
}
