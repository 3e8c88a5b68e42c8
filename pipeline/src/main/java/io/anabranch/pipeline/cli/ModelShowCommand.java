// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import java.io.IOException;
import java.nio.file.Path;
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
    footer = {"", "Example:", "  anabranch model show models/demo/1"})
final class ModelShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin config;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The artifact's directory; without it, the option model.path says where.")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    Path where = directory != null ? directory : config.load().model().path();
    ModelReport.print(ModelArtifacts.read(where), where, spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
