// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this JVM, with its web UI. */
public final class EmbeddedCluster implements AutoCloseable {

  private final MiniCluster cluster;
  private final Configuration configuration;

  private EmbeddedCluster(MiniCluster cluster, Configuration configuration) {
    this.cluster = cluster;
    this.configuration = configuration;
  }

  /** A cluster of one TaskManager with a slot for each subtask. */
  public static EmbeddedCluster start(Configuration configuration) throws Exception {
    return start(configuration, 1, configuration.get(CoreOptions.DEFAULT_PARALLELISM));
  }

  /** A cluster of several TaskManagers. */
  public static EmbeddedCluster start(Configuration configuration, int taskManagers, int slotsEach)
      throws Exception {
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(slotsEach)
                .build());
    cluster.start();
    return new EmbeddedCluster(cluster, configuration);
  }

  /** Where the web UI is. */
  public URI webUi() throws Exception {
    return cluster.getRestAddress().get();
  }

  /** Submits the job; from a checkpoint or savepoint when one is given. */
  public JobID submit(EmbeddingJob job, Path from) throws Exception {
    Configuration own = new Configuration(configuration);
    if (from != null) {
      own.set(StateRecoveryOptions.SAVEPOINT_PATH, from.toAbsolutePath().toUri().toString());
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(own);
    job.assemble(env);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    return cluster.submitJob(graph).get().getJobID();
  }

  /** The state of a job. */
  public JobStatus status(JobID job) throws Exception {
    return cluster.getJobStatus(job).get();
  }

  /** How often the job was started again, from the most often started of its subtasks. */
  int restarts(JobID job) throws Exception {
    int restarts = 0;
    for (var vertex : cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
      restarts = Math.max(restarts, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return restarts;
  }

  /**
   * The checkpoints of a job so far.
   *
   * @param failed those that timed out among them
   * @param longest milliseconds from the first barrier to the last answer
   */
  public record Checkpoints(long completed, long failed, long longest) {

    /** Those that came after what was seen earlier; the longest is that of all. */
    public Checkpoints since(Checkpoints earlier) {
      return new Checkpoints(completed - earlier.completed, failed - earlier.failed, longest);
    }
  }

  /** How the checkpoints of a job went. */
  public Checkpoints checkpoints(JobID job) throws Exception {
    CheckpointStatsSnapshot stats =
        cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
    return new Checkpoints(
        stats.getCounts().getNumberOfCompletedCheckpoints(),
        stats.getCounts().getNumberOfFailedCheckpoints(),
        stats.getSummaryStats().getEndToEndDurationStats().getMaximum());
  }

  /** Where the time of the checkpoints of late went, the newest first. */
  public List<CheckpointTimes> checkpointTimes(JobID job) throws Exception {
    var graph = cluster.getExecutionGraph(job).get();
    return graph.getCheckpointStatsSnapshot().getHistory().getCheckpoints().stream()
        .filter(stats -> stats.getStatus().isCompleted())
        .map(stats -> CheckpointTimes.of(stats, id -> graph.getJobVertex(id).getName()))
        .toList();
  }

  /** Why a job ended as it did; null when it ended well. */
  public Throwable failure(JobID job) throws Exception {
    return cluster.requestJobResult(job).get().getSerializedThrowable().orElse(null);
  }

  /**
   * Waits until a job has ended.
   *
   * @throws JobExecutionException if it failed or was cancelled, with the cause
   */
  public void awaitEnd(JobID job) throws JobExecutionException, InterruptedException {
    try {
      JobResult result = cluster.requestJobResult(job).get();
      if (result.getSerializedThrowable().isPresent()) {
        throw new JobExecutionException(
            job, "the job failed", result.getSerializedThrowable().get());
      }
    } catch (ExecutionException e) {
      throw new JobExecutionException(job, "the cluster ended before the job", e.getCause());
    }
  }

  /** Stops a job with a native savepoint and gives the savepoint. */
  public Path stop(JobID job, Path directory) throws Exception {
    String savepoint =
        cluster
            .stopWithSavepoint(
                job,
                directory.toAbsolutePath().toUri().toString(),
                false,
                SavepointFormatType.NATIVE)
            .get();
    return Path.of(URI.create(savepoint));
  }

  /** Cancels a job and waits until it has ended. */
  public void cancel(JobID job) throws Exception {
    if (status(job).isTerminalState()) {
      return;
    }
    try {
      cluster.cancelJob(job).get();
    } catch (ExecutionException e) {
      if (!status(job).isTerminalState()) {
        throw e;
      }
    }
    cluster.requestJobResult(job).get();
  }

  /** Kills a TaskManager and starts another in its place. */
  public void replaceTaskManager(int index) throws Exception {
    cluster.terminateTaskManager(index).get();
    cluster.startTaskManager();
  }

  @Override
  public void close() throws Exception {
    cluster.closeAsync().get();
  }
}
