// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.RetainedCheckpoints;
import io.anabranch.pipeline.retrain.TopicSource;
import io.anabranch.pipeline.snapshot.SavedGraph;
import io.anabranch.pipeline.verify.Probes;
import io.anabranch.pipeline.verify.TopicGraph;
import io.anabranch.pipeline.verify.Until;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the graph that the live job sees into a file. */
@Command(
    name = "snapshot",
    description = {
      "Writes the graph that the live job sees into a file, for training.",
      "It is read off a checkpoint or savepoint of the job: vertices, features, labels and in-edges"
          + " as they stand there, what has expired or was erased left out."
    },
    footer = {
      "",
      "From the newest checkpoint, and from a savepoint:",
      "  anabranch snapshot --out graph.safetensors",
      "  anabranch snapshot --from work/savepoint --out graph.safetensors",
      "Without a checkpoint, from the topics up to the last probe:",
      "  anabranch snapshot --topics --out graph.safetensors",
      "As the topics were at a time, or at offsets that an earlier snapshot was read to:",
      "  anabranch snapshot --topics --until 2026-11-26T08:00:00Z --out graph.safetensors"
    })
final class SnapshotCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "A checkpoint or savepoint, by a path or by a URI such as s3://... . Default: the newest"
              + " checkpoint kept.")
  private String from;

  @Option(
      names = "--topics",
      description =
          "Reads the input topics up to the last answered probe, or --until then, and no checkpoint.")
  private boolean topics;

  @Mixin private UntilMixin until;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the snapshot goes; what is there is replaced.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    AnabranchConfig config = configuration.load();
    int width = ModelArtifacts.read(config.model().path()).inputWidth();
    if (topics && from != null) {
      throw CommandException.usage("--topics takes no checkpoint: leave --from out");
    }
    Optional<Until> end = until.given(topics);
    GraphSnapshot snapshot =
        topics ? ofTopics(config, end, width) : SavedGraph.read(config, checkpoint(config), width);
    Path place = out.toAbsolutePath();
    Files.createDirectories(place.getParent());
    SnapshotFile.write(snapshot, place);
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "wrote %s: %,d vertices, %,d edges, horizon %d, from %s",
                out,
                snapshot.vertices().length,
                snapshot.edges().count(),
                snapshot.origin().horizon(),
                snapshot.origin().source()));
    return ExitCode.OK;
  }

  private URI checkpoint(AnabranchConfig config) throws IOException {
    if (from != null) {
      return SnapshotSourceMixin.given(from);
    }
    Path directory = config.job().checkpointDirectory();
    return RetainedCheckpoints.newest(directory)
        .map(newest -> newest.toAbsolutePath().toUri())
        .orElseThrow(() -> CommandException.usage("--from: no checkpoint in " + directory));
  }

  private static GraphSnapshot ofTopics(AnabranchConfig config, Optional<Until> end, int width) {
    RequiredTopics.describe(config.kafka(), TopicGraph.inputs(config));
    Until until = end.orElseGet(() -> lastProbe(config));
    return new TopicSource(config, until).take(width);
  }

  private static Until lastProbe(AnabranchConfig config) {
    RequiredTopics.describe(config.kafka(), List.of(config.topics().status()));
    return new Probes(config)
        .last()
        .map(probe -> Until.of(probe.offsets()))
        .orElseThrow(
            () ->
                CommandException.usage(
                    "--topics: no probe was answered yet; say with --until how far to read"));
  }
}
