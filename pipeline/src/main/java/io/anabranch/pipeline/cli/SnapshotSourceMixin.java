// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.Places;
import io.anabranch.pipeline.retrain.CheckpointSource;
import io.anabranch.pipeline.retrain.FileSource;
import io.anabranch.pipeline.retrain.JobManager;
import io.anabranch.pipeline.retrain.SavepointSource;
import io.anabranch.pipeline.retrain.SnapshotSource;
import io.anabranch.pipeline.retrain.TopicSource;
import io.anabranch.pipeline.verify.Until;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the graph comes from that is learnt from. */
final class SnapshotSourceMixin {

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "A checkpoint or savepoint, by a path or by a URI such as s3://...; or a snapshot, NAME.safetensors."
              + " Default: the newest checkpoint kept.")
  private String from;

  @Option(
      names = "--topics",
      description =
          "Reads the input topics up to where they end now, or --until then, and no checkpoint.")
  private boolean topics;

  @Mixin private UntilMixin until;

  @Option(
      names = "--job-manager",
      paramLabel = "URL",
      description = "Has a native savepoint of the running job, such as http://localhost:8081.")
  private URI jobManager;

  @Option(
      names = "--job-id",
      paramLabel = "ID",
      description = "With --job-manager: of that job. Default: the one of the name job.name.")
  private String jobId;

  @Option(
      names = "--savepoints",
      paramLabel = "DIR",
      defaultValue = "work/savepoints",
      description =
          "With --job-manager: where the cluster writes the savepoint. Default: ${DEFAULT-VALUE}.")
  private String savepoints;

  /** Whether the graph is always the same one. */
  boolean isBounded() {
    return until.isGiven();
  }

  SnapshotSource source(AnabranchConfig config) {
    long chosen =
        Stream.of(from, jobManager, topics ? "topics" : null).filter(Objects::nonNull).count();
    if (chosen > 1) {
      throw CommandException.usage(
          "--from, --topics and --job-manager: expected one of them; came " + chosen);
    }
    if (jobId != null && jobManager == null) {
      throw CommandException.usage("--job-id: expected with --job-manager; came without");
    }
    Optional<Until> end = until.given(topics);
    if (topics) {
      return new TopicSource(config, end.orElse(Until.NOW));
    }
    if (jobManager != null) {
      return new SavepointSource(config, new JobManager(jobManager), jobId, Places.of(savepoints));
    }
    URI given = from == null ? null : given(from);
    boolean file = from != null && from.endsWith(FileSource.ENDING);
    return file ? new FileSource(given) : new CheckpointSource(config, given);
  }

  /**
   * Of a checkpoint or savepoint that is there, as far as that can be said without its file system.
   */
  static URI given(String from) {
    if (!Places.isUri(from) && !Files.exists(Path.of(from))) {
      throw CommandException.usage("--from: there is no " + from);
    }
    return Places.of(from);
  }
}
