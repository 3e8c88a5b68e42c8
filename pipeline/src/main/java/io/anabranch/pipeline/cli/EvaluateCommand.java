// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.NetworkArtifact;
import io.anabranch.model.artifact.NetworkArtifacts;
import io.anabranch.pipeline.train.Evaluation;
import io.anabranch.pipeline.train.Request;
import io.anabranch.pipeline.train.Session;
import io.anabranch.pipeline.train.Settings;
import io.anabranch.pipeline.train.Training;
import io.anabranch.pipeline.train.Trainings;
import io.anabranch.pipeline.train.Widths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads what {@code train} wrote. */
@Command(
    name = "evaluate",
    description = {
      "Reads an artifact that 'train' wrote back, and prints its metrics on a data set.",
      "On the data that it was trained on, with the same device, they are those that 'train'"
          + " printed."
    },
    showDefaultValues = true,
    footer = {
      "",
      "Example:",
      "  anabranch evaluate --model models/cora-gcn/1 --data ../shared/data/cora"
    })
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DeviceMixin device;

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "The artifact.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data set; none for a model of rings.")
  private Path data;

  @Override
  public Integer call() throws IOException {
    NetworkArtifact artifact = NetworkArtifacts.read(model);
    Training training = Trainings.ofArchitecture(artifact.architecture());
    if ((data == null) == training.readsData()) {
      throw CommandException.usage(
          training.readsData()
              ? "--data: expected a data set; came none"
              : "--data: expected none, as the model makes its own data; came " + data);
    }
    Map<String, String> stored = new TreeMap<>(artifact.card().settings());
    Widths widths = Widths.takenFrom(stored);
    Settings settings = Settings.of(training.settings(), stored);
    Session session =
        training.open(new Request(data, settings, artifact.card().seed(), device.device(), widths));
    session.load(model);
    Evaluation evaluation = session.evaluate();
    TrainingReport report = new TrainingReport(spec.commandLine().getOut());
    report.line("model", "%s, version %d".formatted(artifact.name(), artifact.version()));
    report.line("data", session.data());
    report.metrics(evaluation);
    return ExitCode.OK;
  }
}
