// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.artifact.PygImport;
import io.anabranch.model.artifact.PygImport.Normalise;
import io.anabranch.model.artifact.PygImport.Options;
import io.anabranch.model.layer.Activation;
import io.anabranch.model.layer.SageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes in a model that was trained elsewhere. */
@Command(
    name = "import",
    description = {
      "Makes an artifact of a PyTorch Geometric GraphSAGE that was saved as safetensors.",
      "Its state dict says neither the activation nor whether outputs are normalised: the options"
          + " do. What cannot be served is refused, and all of it is said at once."
    },
    showDefaultValues = true,
    footer = {
      "",
      "In Python:",
      "  from safetensors.torch import save_file",
      "  state = {k: v.contiguous() for k, v in model.state_dict().items()}",
      "  save_file(state, 'sage.safetensors')",
      "Then:",
      "  anabranch model import sage.safetensors --name mine --model-version 1"
    })
final class ModelImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The state dict, as safetensors.")
  private Path file;

  @Option(names = "--name", required = true, description = "The model's name.")
  private String name;

  @Option(
      names = {"--model-version"},
      required = true,
      paramLabel = "N",
      description = "The model's version.")
  private int version;

  @Option(
      names = "--activation",
      defaultValue = "relu",
      description = "After every layer but the last: ${COMPLETION-CANDIDATES}.")
  private Activation activation;

  @Option(
      names = "--normalise",
      arity = "0..1",
      paramLabel = "WHICH",
      defaultValue = "none",
      fallbackValue = "all",
      description =
          "Layers that scale their outputs to length 1: all, as SAGEConv(normalize=True) does;"
              + " last; none.")
  private Normalise normalise;

  @Option(
      names = "--prefix",
      defaultValue = "convs",
      description = "Of the keys: PREFIX.0.lin_l.weight and so on.")
  private String prefix;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "models",
      description = "The artifact becomes DIR/NAME/VERSION.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (!SageModel.isName(name)) {
      throw CommandException.usage(
          "--name: expected letters, digits, '.', '_' and '-'; came '" + name + "'");
    }
    if (version < 0) {
      throw CommandException.usage("--model-version: expected 0 or more; came " + version);
    }
    Options options = new Options(prefix, activation, normalise);
    SageModel model = PygImport.read(Files.readAllBytes(file), name, version, options);
    Path directory = ModelArtifacts.write(model, out);
    spec.commandLine().getOut().println("wrote " + directory);
    ModelReport.print(model, directory, spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
