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
    Duration needed;
    try {
      needed = longestOpen(config);
    } catch (IllegalArgumentException e) {
      settings.addFault(
          List.of(Options.FLINK + ".*"), "checkpoint timeouts that Flink can read", e.getMessage());
      return;
    }
    Duration timeout = config.embeddings().transactionTimeout();
    if (timeout.compareTo(needed) <= 0 && !settings.anyFaulty(OPTIONS)) {
      settings.addFault(
          OPTIONS.stream().map(Option::name).toList(),
          "a transaction timeout above %s, which is %s"
              .formatted(
                  seconds(needed),
                  "checkpoint interval + pause + checkpoint timeout (flink.%s, %s) + outage"
                      .formatted(
                          CheckpointingOptions.CHECKPOINTING_TIMEOUT.key(),
                          seconds(raw(config).get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)))),
          seconds(timeout));
    }
  }

  private static final List<Option<?>> OPTIONS =
      List.of(
          Options.EMBEDDINGS_TRANSACTION_TIMEOUT,
          Options.JOB_CHECKPOINT_INTERVAL,
          Options.JOB_MAX_OUTAGE);

  /**
   * The longest that a transaction may wait for its commit. A checkpoint that fails and is
   * tolerated leaves it to the next one.
   */
  static Duration longestOpen(AnabranchConfig config) {
    Configuration flink = raw(config);
    Duration interval = config.job().checkpointInterval();
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

  private static Configuration raw(AnabranchConfig config) {
    return Configuration.fromMap(config.flink());
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
