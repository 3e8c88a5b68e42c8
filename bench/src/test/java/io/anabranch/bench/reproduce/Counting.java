// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import io.anabranch.model.device.Device;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An experiment whose figure is the number of the run; it remembers what it was asked for. */
record Counting(int quickRuns, int fullRuns, Queue<Run> done) implements Experiment {

  Counting(int quickRuns, int fullRuns) {
    this(quickRuns, fullRuns, new ConcurrentLinkedQueue<>());
  }

  @Override
  public String id() {
    return "counting";
  }

  @Override
  public String title() {
    return "Counting, Abacus";
  }

  @Override
  public Group group() {
    return Group.VERTICES;
  }

  @Override
  public String dataSet() {
    return "abacus";
  }

  @Override
  public List<Run> runs(Scale scale) {
    return Run.seeds(scale == Scale.FULL ? fullRuns : quickRuns, 7);
  }

  @Override
  public Outcome run(Run run, DataSets data, Device device) {
    if (run.number() == 13) {
      throw new IllegalStateException("thirteen");
    }
    done.add(run);
    return new Outcome(Figures.none().with("number", run.number()), 5);
  }

  @Override
  public List<Row> rows() {
    return List.of(new Row("number", "1.0", "", Goal.atLeast(1.5), Measure.mean("number")));
  }
}
