// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/** What the configuration of a cluster must not say when the live job is to run there. */
public final class ClusterRules {

  /** Where the faults of a cluster are. */
  public static final String WHERE = "the cluster's configuration";

  private ClusterRules() {}

  /**
   * Checks the options of a cluster, as Flink names them.
   *
   * @throws ConfigException that lists every fault
   */
  public static void check(AnabranchConfig config, Map<String, String> cluster) {
    Settings settings = new Settings();
    cluster.forEach((key, value) -> settings.put(Options.FLINK + "." + key, value, WHERE));
    FlinkRules.checkSafe(new TreeMap<>(cluster), settings);
    requireCheckpointDirectory(config, cluster, settings);
    settings.throwIfFaulty();
  }

  /** The default is relative to one machine's working directory. */
  private static void requireCheckpointDirectory(
      AnabranchConfig config, Map<String, String> cluster, Settings settings) {
    Option<?> option = Options.JOB_CHECKPOINT_DIRECTORY;
    boolean ours = !config.job().checkpointDirectory().equals(option.defaultValue());
    boolean theirs =
        Configuration.fromMap(cluster).contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    if (!ours && !theirs) {
      settings.addFault(
          new Fault(
              "default",
              option.name(),
              "a directory that all machines of the cluster share, or Flink's "
                  + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(),
              Settings.quote(option.defaultText())));
    }
  }
}
