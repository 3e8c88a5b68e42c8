// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.layer.ModelCard;
import io.anabranch.pipeline.train.Epoch;
import io.anabranch.pipeline.train.Evaluation;
import io.anabranch.pipeline.train.Identity;
import io.anabranch.pipeline.train.Pictures;
import io.anabranch.pipeline.train.Request;
import io.anabranch.pipeline.train.Session;
import io.anabranch.pipeline.train.Settings;
import io.anabranch.pipeline.train.Training;
import io.anabranch.pipeline.train.Trainings;
import io.anabranch.pipeline.train.Widths;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From a data set to an artifact. */
@Command(
    name = "train",
    description = {
      "Trains one of the graph networks on a data set, and writes an artifact.",
      "Beside the weights and the card go curves.png, loss and validation by epoch, and"
          + " embedding.png, the two principal components of what the model says of each row."
    },
    showDefaultValues = true,
    footer = {
      "",
      "A GCN on Cora, with the paper's hyper-parameters, and what can be set:",
      "  anabranch train --model gcn --data ../shared/data/cora --out models/cora-gcn/1",
      "  anabranch train --model gcn --list-settings",
      "",
      "Wider, and longer:",
      "  anabranch train --model gcn --data ../shared/data/cora --out models/cora-gcn/2 \\",
      "      --set hidden=32 --epochs 400"
    })
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DeviceMixin device;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      required = true,
      description = "gcn, gat, sage, gae, vgae, diffpool or rings.")
  private String model;

  @Option(names = "--data", paramLabel = "DIR", description = "The data set; see docs/training.md.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The artifact: a directory NAME/VERSION that is not there yet.")
  private Path out;

  @Option(names = "--seed", defaultValue = "1", description = "Of all chance.")
  private long seed;

  @Option(names = "--epochs", paramLabel = "N", description = "Short for --set epochs=N.")
  private String epochs;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A hyper-parameter; may be given again.")
  private Map<String, String> given = new TreeMap<>();

  @Option(names = "--list-settings", description = "Prints the model's hyper-parameters.")
  private boolean list;

  @Override
  public Integer call() throws IOException {
    Training training = Trainings.of(model);
    if (list) {
      TrainingReport.settings(training, spec.commandLine().getOut());
      return ExitCode.OK;
    }
    if (out == null || (data == null) == training.readsData()) {
      throw CommandException.usage(
          training.readsData()
              ? "--data and --out: expected both; came one or none"
              : "--out and no --data: expected for " + model + ", which makes its own data");
    }
    ArtifactPlace place = ArtifactPlace.of(out);
    Settings settings = settings(training);
    long start = System.nanoTime();
    Session session =
        training.open(new Request(data, settings, seed, device.device(), Widths.OF_DATA));
    List<Epoch> history = train(session);
    double seconds = (System.nanoTime() - start) / 1e9;
    Evaluation evaluation = session.evaluate();
    Path directory =
        session.write(
            new Identity(
                place.root(), place.name(), place.version(), card(session, settings, evaluation)));
    String title = "%s on %s, seed %d".formatted(model, source(), seed);
    Pictures.curves(title, history, session.validationMetric(), directory.resolve("curves.png"));
    Pictures.embeddings(title, evaluation, directory.resolve("embedding.png"));
    print(session, settings, history, seconds, evaluation, directory);
    return ExitCode.OK;
  }

  /** What it learns from, as cards say it. */
  private String source() {
    return data == null ? "generator" : data.toAbsolutePath().normalize().getFileName().toString();
  }

  private Settings settings(Training training) {
    Map<String, String> all = new TreeMap<>(given);
    if (epochs != null && all.put("epochs", epochs) != null) {
      throw CommandException.usage("--epochs and --set epochs: expected one of them; came both");
    }
    return Settings.of(training.settings(), all);
  }

  private List<Epoch> train(Session session) {
    List<Epoch> history = new ArrayList<>();
    try (Progress progress = Progress.of("training", session.epochs())) {
      session.train(
          epoch -> {
            history.add(epoch);
            progress.accept(epoch.number() + 1);
            progress.say(
                String.format(
                    Locale.ROOT,
                    "loss %.4f, %s %.4f",
                    epoch.loss(),
                    session.validationMetric(),
                    epoch.validation()));
          });
    }
    return history;
  }

  private ModelCard card(Session session, Settings settings, Evaluation evaluation) {
    SortedMap<String, String> all = settings.all();
    all.putAll(session.widths().asSettings());
    return new ModelCard(
        seed, "anabranch train --model " + model, source(), null, all, evaluation.metrics());
  }

  private void print(
      Session session,
      Settings settings,
      List<Epoch> history,
      double seconds,
      Evaluation evaluation,
      Path directory) {
    PrintWriter writer = spec.commandLine().getOut();
    TrainingReport report = new TrainingReport(writer);
    report.line("model", "%s, seed %d, device %s".formatted(model, seed, device.name()));
    report.line("data", session.data());
    settings.all().forEach((name, value) -> report.line("setting", name + " = " + value));
    report.training(session, history, seconds);
    report.metrics(evaluation);
    report.line("wrote", directory + ": model.safetensors, card.json, curves.png, embedding.png");
  }
}
