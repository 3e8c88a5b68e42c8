// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/**
 * Which raw Flink options are refused: those under which the same events would no longer give the
 * same bits, and those that have an option of ours. Flink resolves the older names of an option.
 */
final class FlinkRules {

  /** An option that may be set, but only to what keeps the invariants. */
  private record Unsafe<T>(ConfigOption<T> option, Predicate<T> safe, String expected) {}

  /** A Flink option that one of ours decides. */
  private record Owned(ConfigOption<?> option, Option<?> owner) {}

  private static final List<Unsafe<?>> UNSAFE =
      List.of(
          new Unsafe<>(
              CheckpointingOptions.ENABLE_UNALIGNED,
              unaligned -> !unaligned,
              "false: deltas are not idempotent, and rescaled unaligned channels reorder them"),
          new Unsafe<>(
              CheckpointingOptions.FORCE_UNALIGNED,
              forced -> !forced,
              "false: checkpoints are aligned"),
          new Unsafe<>(
              CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT,
              Duration::isZero,
              "0: a checkpoint that starts aligned must end aligned"),
          new Unsafe<>(
              CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
              mode -> mode == CheckpointingMode.EXACTLY_ONCE,
              "EXACTLY_ONCE: a delta that is counted twice is never taken back"),
          new Unsafe<>(
              PipelineOptions.GENERIC_TYPES,
              generic -> !generic,
              "false: state is written by versioned serializers, never by Kryo"),
          new Unsafe<>(
              PipelineOptions.AUTO_GENERATE_UIDS,
              generated -> !generated,
              "false: state is found again by the uids that we give"),
          new Unsafe<>(
              PipelineOptions.OBJECT_REUSE,
              reuse -> reuse,
              "true: what one operator hands to the next is never changed, so it is not copied"),
          new Unsafe<>(
              PipelineOptions.MAX_PARALLELISM,
              max -> max == (int) Options.JOB_MAX_PARALLELISM.defaultValue(),
              Options.JOB_MAX_PARALLELISM.type().expected()),
          new Unsafe<>(
              ExecutionOptions.RUNTIME_MODE,
              mode -> mode == RuntimeExecutionMode.STREAMING,
              "STREAMING: there are neither timers nor checkpoints in batch mode"));

  private static final List<Owned> OWNED =
      List.of(
          new Owned(PipelineOptions.NAME, Options.JOB_NAME),
          new Owned(CoreOptions.DEFAULT_PARALLELISM, Options.JOB_PARALLELISM),
          new Owned(CheckpointingOptions.CHECKPOINTING_INTERVAL, Options.JOB_CHECKPOINT_INTERVAL),
          new Owned(
              CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG,
              Options.MODEL_SWEEP_CHECKPOINT_INTERVAL),
          new Owned(CheckpointingOptions.CHECKPOINTS_DIRECTORY, Options.JOB_CHECKPOINT_DIRECTORY),
          new Owned(
              CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, Options.JOB_CHECKPOINTS_RETAINED),
          new Owned(RestartStrategyOptions.RESTART_STRATEGY, Options.JOB_RESTART_ATTEMPTS),
          new Owned(
              RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
              Options.JOB_RESTART_ATTEMPTS),
          new Owned(
              RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Options.JOB_RESTART_DELAY),
          new Owned(RestOptions.PORT, Options.JOB_WEB_PORT),
          new Owned(RestOptions.BIND_PORT, Options.JOB_WEB_PORT),
          new Owned(ExecutionOptions.BUFFER_TIMEOUT, Options.JOB_BUFFER_TIMEOUT),
          new Owned(StateBackendOptions.STATE_BACKEND, Options.STATE_BACKEND));

  private FlinkRules() {}

  static void check(Map<String, String> flink, Settings settings) {
    checkSafe(flink, settings);
    Configuration raw = Configuration.fromMap(flink);
    for (Owned owned : OWNED) {
      if (raw.contains(owned.option())) {
        refuse(owned.option(), owned.owner().name() + " instead", flink, settings);
      }
    }
  }

  /** Refuses what would break an invariant, whoever has set it. */
  static void checkSafe(Map<String, String> flink, Settings settings) {
    Configuration raw = Configuration.fromMap(flink);
    UNSAFE.forEach(unsafe -> check(unsafe, raw, flink, settings));
  }

  private static <T> void check(
      Unsafe<T> unsafe, Configuration raw, Map<String, String> flink, Settings settings) {
    if (raw.contains(unsafe.option()) && !isSafe(unsafe, raw)) {
      refuse(unsafe.option(), unsafe.expected(), flink, settings);
    }
  }

  private static <T> boolean isSafe(Unsafe<T> unsafe, Configuration raw) {
    try {
      return unsafe.safe().test(raw.get(unsafe.option()));
    } catch (IllegalArgumentException e) {
      return false; // not even of the option's type
    }
  }

  private static void refuse(
      ConfigOption<?> option, String expected, Map<String, String> flink, Settings settings) {
    String key = keyIn(flink, option);
    settings.addFault(
        List.of(Options.FLINK + "." + key), expected, Settings.quote(flink.getOrDefault(key, "")));
  }

  /** The name under which the user set the option: its own, or an older one. */
  private static String keyIn(Map<String, String> flink, ConfigOption<?> option) {
    if (!flink.containsKey(option.key())) {
      for (var older : option.fallbackKeys()) {
        if (flink.containsKey(older.getKey())) {
          return older.getKey();
        }
      }
    }
    return option.key();
  }
}
