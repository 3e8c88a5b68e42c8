// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.verify.Promotions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The hot swap. */
@Command(
    name = "promote",
    description = {
      "Tells the running job to go over to another version of its model, and waits until it has.",
      "Ends with 1 when the job refuses it, or passes over it for one that was announced after it"
          + " and before its turn. An older version is promoted in the same way: that is the way"
          + " back."
    },
    footer = {
      "",
      "The artifact must lie in the registry, which model.registry names:",
      "  anabranch model promote demo 2",
      "  anabranch model promote models/demo/2"
    })
final class ModelPromoteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Parameters(
      arity = "1..2",
      paramLabel = "DIR | NAME VERSION",
      description = "The artifact's directory, or its name and version in the registry.")
  private List<String> artifact;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to wait for the job. Default: ${DEFAULT-VALUE}.")
  private int patience;

  @Override
  public Integer call() throws IOException {
    AnabranchConfig config = configuration.load();
    ModelRegistry registry = ModelRegistry.at(config.model().registryUri());
    ModelAnnouncement announcement =
        artifact.size() == 1
            ? inDirectory(Path.of(artifact.get(0)))
            : inRegistry(config, registry, artifact.get(0), version(artifact.get(1)));
    ModelStatus.State state =
        Promoting.of(config, registry, Duration.ofSeconds(patience), spec.commandLine())
            .promote(announcement);
    return state == ModelStatus.State.SERVING ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  private static ModelAnnouncement inDirectory(Path directory) throws IOException {
    SageModel model = ModelArtifacts.read(directory);
    return announcement(model, directory.toAbsolutePath().normalize().toUri());
  }

  private static ModelAnnouncement inRegistry(
      AnabranchConfig config, ModelRegistry registry, String name, int version) throws IOException {
    return Promotions.ofRegistry(config.model().registryUri(), registry.read(name, version));
  }

  private static ModelAnnouncement announcement(SageModel model, URI place) {
    return new ModelAnnouncement(
        model.name(), model.version(), place.toString(), ModelArtifacts.sha256(model));
  }

  static int version(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw CommandException.usage("expected NAME VERSION, such as demo 2; VERSION is " + text);
    }
  }
}
