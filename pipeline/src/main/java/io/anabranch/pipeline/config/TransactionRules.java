// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * When a transaction's timeout could lose data. A transaction begins with one checkpoint, is closed
 * by the next and committed once that one is complete: by the job, or, when it fails at that
 * moment, by the job that comes back. A broker that has aborted it by then has thrown the rows
 * away, and the checkpoint says that they are written.
 */
public final class TransactionRules {

  private TransactionRules() {}

  static void check(AnabranchConfig config, Settings settings) {
    if (!config.embeddings().isExactlyOnce()) {
      return;
    }
    Configuration flink = settings(config);
    Duration needed;
    try {
      needed = longestOpen(config, flink);
    } catch (IllegalArgumentException e) {
      settings.addFault(
          List.of(Options.FLINK + ".*"), "checkpoint timeouts that Flink can read", e.getMessage());
      return;
    }
    Duration timeout = config.embeddings().transactionTimeout();
    if (timeout.compareTo(needed) <= 0 && !settings.anyFaulty(OPTIONS)) {
      settings.addFault(names(), expected(needed, flink), seconds(timeout));
    }
  }

  /**
   * Refuses a timeout that could lose data on a cluster with settings of its own.
   *
   * @param where they are
   * @param flink ours and the cluster's together
   * @throws ConfigException if it could
   */
  public static void requireSafe(AnabranchConfig config, String where, Configuration flink) {
    Duration timeout = config.embeddings().transactionTimeout();
    Duration needed = longestOpen(config, flink);
    if (config.embeddings().isExactlyOnce() && timeout.compareTo(needed) <= 0) {
      String options = String.join(" and ", names());
      throw new ConfigException(
          List.of(new Fault(where, options, expected(needed, flink), seconds(timeout))));
    }
  }

  private static List<String> names() {
    return OPTIONS.stream().map(Option::name).toList();
  }

  private static String expected(Duration needed, Configuration flink) {
    return "a transaction timeout above %s, which is checkpoint interval + pause + checkpoint timeout"
            .formatted(seconds(needed))
        + " (flink.%s, %s) + outage"
            .formatted(
                CheckpointingOptions.CHECKPOINTING_TIMEOUT.key(),
                seconds(flink.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)));
  }

  private static final List<Option<?>> OPTIONS =
      List.of(
          Options.EMBEDDINGS_TRANSACTION_TIMEOUT,
          Options.JOB_CHECKPOINT_INTERVAL,
          Options.JOB_MAX_OUTAGE);

  /** The longest that a transaction may wait for its commit. */
  static Duration longestOpen(AnabranchConfig config) {
    return longestOpen(config, settings(config));
  }

  /** A checkpoint that fails and is tolerated leaves it to the next one. */
  private static Duration longestOpen(AnabranchConfig config, Configuration flink) {
    Duration interval = flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    Duration cycle =
        interval
            .plus(getOr(flink, CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, interval))
            .plus(flink.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT));
    int tolerated = getOr(flink, CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 0);
    return cycle.multipliedBy(1L + Math.max(0, tolerated)).plus(config.job().maxOutage());
  }

  private static <T> T getOr(Configuration flink, ConfigOption<T> option, T otherwise) {
    return flink.getOptional(option).orElse(otherwise);
  }

  private static Configuration settings(AnabranchConfig config) {
    Configuration flink = Configuration.fromMap(config.flink());
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.job().checkpointInterval());
    return flink;
  }

  /**
   * Refuses a timeout that the brokers do not grant.
   *
   * @param brokerMaximum the brokers' {@code transaction.max.timeout.ms}
   * @throws ConfigException if the timeout is above it
   */
  public static void requireGranted(AnabranchConfig config, Duration brokerMaximum) {
    Duration timeout = config.embeddings().transactionTimeout();
    if (timeout.compareTo(brokerMaximum) > 0) {
      throw new ConfigException(
          List.of(
              new Fault(
                  "broker at " + config.kafka().bootstrapServers(),
                  Options.EMBEDDINGS_TRANSACTION_TIMEOUT.name(),
                  "at most %s, the broker's transaction.max.timeout.ms"
                      .formatted(seconds(brokerMaximum)),
                  seconds(timeout))));
    }
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
