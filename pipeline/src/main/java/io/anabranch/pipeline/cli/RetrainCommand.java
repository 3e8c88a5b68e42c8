// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.device.Device;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.link.AutoencoderLearning;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.risk.RiskLearner;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.model.snapshot.SnapshotFile;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.retrain.DriftTrigger;
import io.anabranch.pipeline.retrain.EvaluationTail;
import io.anabranch.pipeline.retrain.RetrainSettings;
import io.anabranch.pipeline.retrain.Retraining;
import io.anabranch.pipeline.retrain.RiskHeads;
import io.anabranch.pipeline.retrain.Schedule;
import io.anabranch.pipeline.retrain.SideJob;
import io.anabranch.pipeline.retrain.SnapshotSource;
import io.anabranch.pipeline.retrain.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The side job. */
@Command(
    name = "retrain",
    description = {
      "Learns a better model from the graph that the live job sees, and publishes it.",
      "The newest edges are kept back. The new model and the one that serves tell them from pairs"
          + " without an edge; the new one is published when it is not worse."
    },
    showDefaultValues = true,
    footer = {
      "",
      "From the newest checkpoint, and over to the new model if it is not worse:",
      "  anabranch retrain --promote",
      "On two executors of a Flink cluster, each on a GPU where the cluster has them:",
      "  anabranch retrain --executors 2 --executors-on http://localhost:8081 --device nd4j",
      "From the topics, as they were at a time, without a checkpoint:",
      "  anabranch retrain --topics --until 2026-11-26T08:00:00Z",
      "Every ten minutes, from a savepoint that the running job is asked for:",
      "  anabranch retrain --job-manager http://localhost:8081 --every 10m --promote",
      "",
      "Whenever the live evaluation says that its metric has fallen, and once a day:",
      "  anabranch retrain --on-drift --every 24h --promote",
      "",
      "Exit code 1: the new model was not good enough, or the job refused it."
    })
final class RetrainCommand implements Callable<Integer> {

  private static final Duration DRIFT_PAUSE = Duration.ofMinutes(10);

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;
  @Mixin private SnapshotSourceMixin from;
  @Mixin private ExecutorMixin executors;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "MODEL",
      defaultValue = "sage,gae",
      description = "sage, which is served, and beside it gae or vgae, which score links.")
  private List<String> models;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      defaultValue = "0.15",
      description = "Of the edges, the newest, that models are compared by.")
  private double share;

  @Option(
      names = "--margin",
      paramLabel = "AUC",
      defaultValue = "0",
      description = "By how much a model may be worse and is published all the same.")
  private double margin;

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "300", description = "At most.")
  private int epochs;

  @Option(
      names = "--hidden",
      paramLabel = "WIDTH",
      defaultValue = "0",
      description = "Of hidden layers; 0: as the model that serves has them.")
  private int hidden;

  @Option(
      names = "--fanouts",
      split = ",",
      paramLabel = "N",
      description =
          "In training a layer hears so many in-neighbors, drawn anew in each step, the last layer"
              + " first. Default: what the model that serves hears. For large graphs.")
  private List<Integer> fanouts = List.of();

  @Option(
      names = "--refit",
      description =
          "What is published learns once more with the edges that were kept back: it knows the"
              + " newest, but it is not the one that was compared.")
  private boolean refit;

  @Option(
      names = "--risky",
      paramLabel = "LABEL",
      description =
          "A risk head beside it, by DL4J, where vertices have labels: this one is risky, others"
              + " are not.")
  private String risky;

  @Option(names = "--seed", defaultValue = "1", description = "Of all chance.")
  private long seed;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      defaultValue = "work/snapshot.safetensors",
      description = "Where the graph is kept that was learnt from; what is there is replaced.")
  private Path snapshot;

  @Option(names = "--promote", description = "Tells the running job to go over to the new model.")
  private boolean promote;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "With --promote: how long to wait for the job.")
  private Duration patience;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Goes on, with such a pause between rounds. Ctrl-C ends it.")
  private Duration every;

  @Option(
      names = "--on-drift",
      description =
          "Goes on, with a round when the live evaluation says that its metric has fallen; with"
              + " --every also then.")
  private boolean onDrift;

  @Option(
      names = "--drift-pause",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "With --on-drift: from the end of a round to the next one because of a fall, at least."
              + " Default: 10m.")
  private Duration driftPause;

  private boolean good = true;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireSense();
    AnabranchConfig config = configuration.load();
    SageModel first = ModelArtifacts.read(config.model().path());
    ModelRegistry registry = ModelRegistry.at(config.model().registryUri());
    SnapshotSource source = from.source(config);
    Device computes = executors.device();
    Retraining retraining =
        new Retraining(
            registry,
            first,
            executors.learner(computes),
            computes,
            settings(),
            risky == null ? null : new RiskHeads(riskLearner(), risky));
    Promoting promoting =
        promote ? Promoting.of(config, registry, patience, spec.commandLine()) : null;
    SideJob.Round round = () -> round(source, retraining, promoting);
    if (every == null && !onDrift) {
      round.run();
      return good ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
    new SideJob(trigger(config), round, this::say).run();
    return ExitCode.OK;
  }

  private Trigger trigger(AnabranchConfig config) {
    if (!onDrift) {
      return Schedule.every(every);
    }
    RequiredTopics.describe(config.kafka(), List.of(config.topics().evaluation()));
    Duration pause = driftPause == null ? DRIFT_PAUSE : driftPause;
    return new DriftTrigger(
        new EvaluationTail(config, System::nanoTime), pause, every, System::nanoTime);
  }

  private void requireSense() {
    if (from.isBounded() && (every != null || onDrift)) {
      throw CommandException.usage(
          "--until: expected without --every and --on-drift, which would learn from the same graph"
              + " again and again");
    }
    if (driftPause != null && !onDrift) {
      throw CommandException.usage("--drift-pause: expected with --on-drift; came without");
    }
  }

  private static RiskLearner riskLearner() {
    return RiskLearner.find()
        .orElseThrow(
            () ->
                CommandException.usage(
                    "--risky: expected the module anabranch-dl4j on the class path, where"
                        + " scripts/anabranch puts it; it is not"));
  }

  private RetrainSettings settings() {
    List<AutoencoderLearning> autoencoders = new ArrayList<>();
    for (String model : models) {
      switch (model) {
        case "sage" -> {}
        case "gae", "vgae" -> autoencoders.add(AutoencoderLearning.usual(model.equals("vgae")));
        default ->
            throw CommandException.usage(
                "--models: expected sage, gae or vgae; came '" + model + "'");
      }
    }
    if (!models.contains("sage")) {
      throw CommandException.usage("--models: expected sage, which is served, among " + models);
    }
    try {
      LinkRecipe recipe = LinkRecipe.USUAL.withEpochs(epochs);
      return new RetrainSettings(share, margin, seed, recipe, hidden, fanouts, refit, autoencoders);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--" + e.getMessage());
    }
  }

  private void round(SnapshotSource source, Retraining retraining, Promoting promoting)
      throws IOException {
    long start = System.nanoTime();
    GraphSnapshot graph = source.take(retraining.first().inputWidth());
    Path place = snapshot.toAbsolutePath();
    Files.createDirectories(place.getParent());
    SnapshotFile.write(graph, place);
    Retraining.Round round;
    try (Progress progress = Progress.of("training", epochs)) {
      round =
          retraining.run(
              graph, graph.origin().source(), epoch -> progress.accept(epoch.number() + 1));
    }
    new RetrainReport(spec.commandLine().getOut())
        .print(round, retraining.learner().described(), (System.nanoTime() - start) / 1e9);
    good = round.published() != null;
    if (good && promoting != null) {
      good = promoting.promote(round.published()) == ModelStatus.State.SERVING;
    }
  }

  private void say(String message) {
    spec.commandLine().getErr().println("anabranch: " + message);
    spec.commandLine().getErr().flush();
  }
}
