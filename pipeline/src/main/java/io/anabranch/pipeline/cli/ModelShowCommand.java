// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads an artifact as the live job would, and says what is in it. */
@Command(
    name = "show",
    description = {
      "Reads a model artifact, checks it and says what is in it.",
      "What this command refuses, the live job refuses too, with the same words."
    },
    footer = {
      "",
      "Of a directory, and of the registry, which model.registry names:",
      "  anabranch model show models/demo/1",
      "  anabranch model show demo 2"
    })
final class ModelShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin config;

  @Parameters(
      arity = "0..2",
      paramLabel = "DIR | NAME VERSION",
      description =
          "The artifact's directory, or its name and version in the registry; without, the option"
              + " model.path says where.")
  private List<String> artifact = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (artifact.size() == 2) {
      inRegistry(artifact.get(0), ModelPromoteCommand.version(artifact.get(1)), out);
      return ExitCode.OK;
    }
    Path where = artifact.isEmpty() ? config.load().model().path() : Path.of(artifact.get(0));
    ModelReport.print(ModelArtifacts.read(where), where, out);
    return ExitCode.OK;
  }

  private void inRegistry(String name, int version, PrintWriter out) throws IOException {
    URI registry = config.load().model().registryUri();
    SageModel model = ModelRegistry.at(registry).read(name, version);
    ModelReport.print(model, "%s, %s version %d".formatted(registry, name, version), out);
  }
}
