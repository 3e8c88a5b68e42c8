// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.AnabranchConfig.Backend;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** Our options as Flink's. What the invariants rest on is set here and cannot be set otherwise. */
public final class FlinkSettings {

  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(128);
  private static final MemorySize MANAGED_FOR_ROCKSDB = MemorySize.ofMebiBytes(1024);
  private static final MemorySize MANAGED_FOR_HEAP = MemorySize.ofMebiBytes(16);

  private FlinkSettings() {}

  /** The configuration of the job; on an embedded cluster that of the cluster, too. */
  public static Configuration of(AnabranchConfig config) {
    Configuration flink = Configuration.fromMap(config.flink());
    AnabranchConfig.Job job = config.job();
    flink.set(PipelineOptions.NAME, job.name());
    flink.set(CoreOptions.DEFAULT_PARALLELISM, job.parallelism());
    flink.set(PipelineOptions.MAX_PARALLELISM, job.maxParallelism());
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(ExecutionOptions.BUFFER_TIMEOUT, job.bufferTimeout());
    setCheckpoints(flink, config);
    setBackend(flink, config.state().backend());
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, job.restartAttempts());
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, job.restartDelay());
    flink.set(RestOptions.BIND_PORT, job.webPorts());
    setIfAbsent(flink, TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    setIfAbsent(flink, TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    return flink;
  }

  private static void setCheckpoints(Configuration flink, AnabranchConfig config) {
    AnabranchConfig.Job job = config.job();
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, job.checkpointInterval());
    // A job whose checkpoints take long would spend its time on them.
    setIfAbsent(
        flink, CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, job.checkpointInterval());
    flink.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG,
        config.checkpointIntervalInSweeps(job.checkpointInterval()));
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    flink.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ZERO);
    setIfAbsent(flink, CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        job.checkpointDirectory().toAbsolutePath().toUri().toString());
    flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, job.checkpointsRetained());
    setIfAbsent(
        flink,
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
  }

  private static void setBackend(Configuration flink, Backend backend) {
    switch (backend) {
      case HEAP -> {
        flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        setIfAbsent(flink, TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_FOR_HEAP);
      }
      case ROCKSDB -> {
        flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        setIfAbsent(flink, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        setIfAbsent(flink, TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_FOR_ROCKSDB);
      }
    }
  }

  /** What a user may have set otherwise. */
  private static <T> void setIfAbsent(Configuration flink, ConfigOption<T> option, T value) {
    if (!flink.contains(option)) {
      flink.set(option, value);
    }
  }
}
