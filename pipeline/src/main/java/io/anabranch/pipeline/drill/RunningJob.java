// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.EmbeddedCluster;
import io.anabranch.pipeline.job.EmbeddingJob;
import io.anabranch.pipeline.job.FlinkSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;

/** The job on a cluster in this JVM, with TaskManagers that can be killed. */
final class RunningJob implements AutoCloseable {

  private final EmbeddedCluster cluster;
  private final JobID job;
  private final List<Integer> taskManagers = new ArrayList<>(); // numbers of those that live
  private int started;
  private boolean stopped;

  private RunningJob(EmbeddedCluster cluster, JobID job, int taskManagers) {
    this.cluster = cluster;
    this.job = job;
    for (started = 0; started < taskManagers; started++) {
      this.taskManagers.add(started);
    }
  }

  /**
   * Starts it.
   *
   * @param from a checkpoint or savepoint, or null
   * @param taskManagers of one slot each, more than the job needs or as many
   */
  static RunningJob start(Ground ground, AnabranchConfig config, Path from, int taskManagers)
      throws Exception {
    EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(config), taskManagers, 1);
    JobID job = cluster.submit(EmbeddingJob.of(config, ground.model()), from);
    RunningJob running = new RunningJob(cluster, job, taskManagers);
    ground.watch(running, running::isAlive);
    return running;
  }

  boolean isAlive() {
    try {
      return !cluster.status(job).isGloballyTerminalState();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded cluster does not answer", e);
    }
  }

  /** Kills one of the TaskManagers, and starts another in its place. */
  void killTaskManager(int which) throws Exception {
    int number = taskManagers.remove(which % taskManagers.size());
    cluster.replaceTaskManager(number);
    taskManagers.add(started++);
  }

  /** Kills all of them. */
  void killTaskManagers() throws Exception {
    for (int left = taskManagers.size(); left > 0; left--) {
      killTaskManager(0);
    }
  }

  /** Stops the job with a savepoint, and the cluster. */
  Path stop(Path savepoints) throws Exception {
    Path savepoint = cluster.stop(job, savepoints);
    stopped = true;
    cluster.close();
    return savepoint;
  }

  @Override
  public void close() throws Exception {
    if (!stopped) {
      stopped = true;
      cluster.cancel(job);
      cluster.close();
    }
  }
}
