// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One promotion back. */
@Command(
    name = "rollback",
    description = {
      "Tells the running job to go back to the version that it served before, and waits.",
      "What is to be served then is that version; the one that was rolled back stays in the"
          + " registry."
    },
    footer = {"", "Example:", "  anabranch model rollback"})
final class ModelRollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "How long to wait for the job. Default: ${DEFAULT-VALUE}.")
  private Duration patience;

  @Override
  public Integer call() throws IOException {
    AnabranchConfig config = configuration.load();
    ModelRegistry registry = ModelRegistry.at(config.model().registryUri());
    String name = ModelArtifacts.read(config.model().path()).name();
    registry.before(name); // says at once when there is none
    ModelStatus.State state =
        Promoting.of(config, registry, patience, spec.commandLine()).goBack(name);
    return state == ModelStatus.State.SERVING ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }
}
