// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.CheckpointFiles;
import io.anabranch.pipeline.job.EmbeddedCluster;
import io.anabranch.pipeline.job.EmbeddingJob;
import io.anabranch.pipeline.job.FlinkSettings;
import io.anabranch.pipeline.job.Restores;
import io.anabranch.pipeline.job.RetainedCheckpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The live job. */
@Command(
    name = "run",
    description = {
      "Runs the live job on a Flink cluster in this JVM, against any Kafka brokers.",
      "Ctrl-C stops it; its checkpoints stay, and '--from latest' goes on from the newest. One that"
          + " is damaged is passed over, and the one before is taken."
    },
    footer = {
      "",
      "Against a broker elsewhere, state in RocksDB:",
      "  anabranch run --set kafka.bootstrap-servers=HOST:9092 --set state.backend=rocksdb",
      "Go on where it was stopped:",
      "  anabranch run --from latest"
    })
final class RunCommand implements Callable<Integer> {

  private static final String LATEST = "latest";

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "A checkpoint or savepoint to start from; 'latest': the newest checkpoint kept.")
  private String from;

  @Option(
      names = "--until-end",
      description = "Ends where the topics end now, instead of going on.")
  private boolean untilEnd;

  @Override
  public Integer call() throws Exception {
    AnabranchConfig config = configuration.load();
    SageModel model = ModelArtifacts.read(config.model().path());
    RequiredTopics.describe(config.kafka(), config.requiredTopics());
    List<Path> starts = starts(config);
    EmbeddingJob embedding =
        untilEnd ? EmbeddingJob.bounded(config, model) : EmbeddingJob.of(config, model);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(FlinkSettings.of(config))) {
      for (Path start : starts) {
        Optional<String> fault = isLatest() ? CheckpointFiles.fault(start) : Optional.empty();
        if (fault.isPresent()) {
          passOver(start, fault.get());
          continue;
        }
        announce(cluster, model, start);
        try {
          return run(cluster, embedding, start);
        } catch (JobExecutionException e) {
          if (!isLatest() || !Restores.failed(e)) {
            throw e;
          }
          passOver(start, "it could not be restored: " + Restores.reason(e));
        }
      }
      throw CommandException.environment(
          "--from: no checkpoint in %s can be restored"
              .formatted(config.job().checkpointDirectory()));
    }
  }

  private int run(EmbeddedCluster cluster, EmbeddingJob embedding, Path start) throws Exception {
    JobID job = cluster.submit(embedding, start);
    CleanUp cleanUp = CleanUp.onExit(() -> stop(cluster, job));
    try {
      cluster.awaitEnd(job);
    } catch (JobExecutionException e) {
      if (cleanUp.isStopping()) {
        return ExitCode.INTERRUPTED;
      }
      cleanUp.cancel();
      throw e;
    }
    cleanUp.cancel();
    return ExitCode.OK;
  }

  private boolean isLatest() {
    return LATEST.equals(from);
  }

  /**
   * Where to start from: the one that was asked for, or the newest and, in reserve, those before.
   */
  private List<Path> starts(AnabranchConfig config) throws IOException {
    if (from == null) {
      return Collections.singletonList(null);
    }
    if (!isLatest()) {
      Path path = Path.of(from);
      if (!Files.exists(path)) {
        throw CommandException.usage("--from: there is no " + path);
      }
      return List.of(path);
    }
    Path directory = config.job().checkpointDirectory();
    List<Path> all = RetainedCheckpoints.newestFirst(directory);
    if (all.isEmpty()) {
      throw CommandException.usage("--from: no checkpoint in " + directory);
    }
    return all;
  }

  private void passOver(Path checkpoint, String why) {
    spec.commandLine()
        .getErr()
        .println("anabranch: checkpoint %s is passed over: %s".formatted(checkpoint, why));
  }

  private void announce(EmbeddedCluster cluster, SageModel model, Path start) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.println("model    " + model.name() + " version " + model.version());
    out.println("Flink    " + cluster.webUi());
    out.println("from     " + (start == null ? "the beginning of the topics" : start));
    out.println("Ctrl-C stops it; 'anabranch run --from latest' goes on.");
    out.flush();
  }

  private static void stop(EmbeddedCluster cluster, JobID job) throws Exception {
    cluster.cancel(job);
    cluster.close();
  }
}
