// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats.TaskStateStatsSummary;
import org.apache.flink.runtime.jobgraph.JobVertexID;

/**
 * Where the time of a checkpoint went.
 *
 * @param triggered milliseconds by the wall clock
 * @param millis until the last answer
 * @param bytes of state that were written
 */
public record CheckpointTimes(long triggered, long millis, long bytes, List<Task> tasks) {

  /**
   * Of the subtask in which it took longest, milliseconds each.
   *
   * @param delayed until the first barrier came
   * @param aligned between the first barrier and the last one
   * @param held while nothing else was done
   * @param written beside other work
   */
  public record Task(String name, long delayed, long aligned, long held, long written) {

    @Override
    public String toString() {
      return "%s %d+%d+%d+%d".formatted(name, delayed, aligned, held, written);
    }
  }

  static CheckpointTimes of(AbstractCheckpointStats stats, Function<JobVertexID, String> names) {
    List<Task> tasks = new ArrayList<>();
    for (TaskStateStats task : stats.getAllTaskStateStats()) {
      TaskStateStatsSummary most = task.getSummaryStats();
      tasks.add(
          new Task(
              names.apply(task.getJobVertexId()),
              most.getCheckpointStartDelayStats().getMaximum(),
              most.getAlignmentDurationStats().getMaximum(),
              most.getSyncCheckpointDurationStats().getMaximum(),
              most.getAsyncCheckpointDurationStats().getMaximum()));
    }
    return new CheckpointTimes(
        stats.getTriggerTimestamp(),
        stats.getEndToEndDuration(),
        stats.getCheckpointedSize(),
        List.copyOf(tasks));
  }
}
