// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cluster;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ClusterRules;
import io.anabranch.pipeline.config.TransactionRules;
import io.anabranch.pipeline.job.FlinkSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * The configuration of the job on a cluster that is there already. What exactness rests on is ours.
 * Of the rest, an option that the user left at its default gives way to what the cluster's
 * configuration says (its {@code config.yaml}, {@code flink run -p} and {@code -D}).
 */
final class ClusterSettings {

  /** What belongs to the cluster and not to a job. */
  private static final List<ConfigOption<?>> OF_THE_CLUSTER =
      List.of(
          RestOptions.BIND_PORT,
          TaskManagerOptions.NETWORK_MEMORY_MIN,
          TaskManagerOptions.NETWORK_MEMORY_MAX,
          TaskManagerOptions.MANAGED_MEMORY_SIZE);

  /** What a job may leave to the cluster. */
  private static final List<ConfigOption<?>> FREE =
      List.of(
          CoreOptions.DEFAULT_PARALLELISM,
          ExecutionOptions.BUFFER_TIMEOUT,
          StateBackendOptions.STATE_BACKEND,
          CheckpointingOptions.CHECKPOINTING_INTERVAL,
          CheckpointingOptions.CHECKPOINT_STORAGE,
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          CheckpointingOptions.MAX_RETAINED_CHECKPOINTS,
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
          PipelineOptions.NAME,
          RestartStrategyOptions.RESTART_STRATEGY,
          RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
          RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY);

  private ClusterSettings() {}

  /**
   * Our options over the cluster's.
   *
   * @throws io.anabranch.pipeline.config.ConfigException if the cluster sets what would break an
   *     invariant, or if nobody says where checkpoints go
   */
  static Configuration of(AnabranchConfig config, Map<String, String> cluster) {
    ClusterRules.check(config, cluster);
    Configuration merged = FlinkSettings.of(config);
    OF_THE_CLUSTER.forEach(merged::removeConfig);
    Map<String, String> defaults = FlinkSettings.of(AnabranchConfig.defaults()).toMap();
    Configuration theirs = Configuration.fromMap(cluster);
    for (ConfigOption<?> option : FREE) {
      String key = option.key();
      if (theirs.contains(option) && Objects.equals(merged.toMap().get(key), defaults.get(key))) {
        copy(option, theirs, merged);
      }
    }
    goByInterval(config, theirs, merged);
    Configuration whole = new Configuration(theirs);
    whole.addAll(merged);
    TransactionRules.requireSafe(config, ClusterRules.WHERE, whole);
    return merged;
  }

  /** What goes by the interval between checkpoints goes by that which counts. */
  private static void goByInterval(
      AnabranchConfig config, Configuration theirs, Configuration merged) {
    Duration interval = merged.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    ConfigOption<Duration> pause = CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS;
    if (!Configuration.fromMap(config.flink()).contains(pause)) {
      merged.set(pause, theirs.getOptional(pause).orElse(interval));
    }
    merged.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG,
        config.checkpointIntervalInSweeps(interval));
  }

  /** Under the option's own name, whichever of its names the cluster used. */
  private static <T> void copy(ConfigOption<T> option, Configuration from, Configuration to) {
    to.set(option, from.get(option));
  }
}
