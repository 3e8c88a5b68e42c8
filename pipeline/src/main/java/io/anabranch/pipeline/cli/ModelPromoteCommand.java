// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.ModelStatus.Sweep;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.verify.Promotions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    RequiredTopics.describe(
        config.kafka(), List.of(config.topics().models(), config.topics().status()));
    ModelStatus last =
        new Promotions(config)
            .promote(announcement, Duration.ofSeconds(patience), this::tell, () -> true)
            .orElseThrow(
                () ->
                    CommandException.environment(
                        "the job did not go over to %s version %d within %d s: is it running? It"
                                .formatted(announcement.name(), announcement.version(), patience)
                            + " may still do so"));
    if (last.state() != ModelStatus.State.SERVING) {
      return ExitCode.CHECK_FAILED;
    }
    note(registry, announcement);
    return ExitCode.OK;
  }

  private static ModelAnnouncement inDirectory(Path directory) throws IOException {
    SageModel model = ModelArtifacts.read(directory);
    return announcement(model, directory.toAbsolutePath().normalize().toUri());
  }

  private static ModelAnnouncement inRegistry(
      AnabranchConfig config, ModelRegistry registry, String name, int version) throws IOException {
    SageModel model = registry.read(name, version);
    String root = config.model().registryUri().toString();
    String below = (root.endsWith("/") ? "" : "/") + name + "/" + version;
    return announcement(model, URI.create(root + below));
  }

  private static ModelAnnouncement announcement(SageModel model, URI place) {
    return new ModelAnnouncement(
        model.name(), model.version(), place.toString(), ModelArtifacts.sha256(model));
  }

  private static int version(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw CommandException.usage("expected NAME VERSION, such as demo 2; VERSION is " + text);
    }
  }

  private void tell(ModelStatus status) {
    PrintWriter out = spec.commandLine().getOut();
    String model = "%s version %d".formatted(status.name(), status.version());
    switch (status.state()) {
      case ANNOUNCED -> out.println(model + " is announced");
      case LOADING -> out.println(model + " is being loaded");
      case SWEEPING -> out.println(model + " is being told: " + told(status.sweep()));
      case SERVING -> out.println(model + " is serving" + after(status.sweep()));
      case REFUSED -> fail("the job refuses %s: %s".formatted(model, status.reason()));
      case REPLACED -> fail("the job passes over %s: %s".formatted(model, status.reason()));
    }
    out.flush();
  }

  private void fail(String why) {
    spec.commandLine().getErr().println("anabranch: " + why);
  }

  private static String told(Sweep sweep) {
    return "%d %%, %d vertices".formatted(sweep.percent(), sweep.vertices());
  }

  /** Some job may have begun the sweep that had nobody to count it. */
  private static String after(@Nullable Sweep sweep) {
    if (sweep == null) {
      return "";
    }
    double seconds = sweep.millis() / 1e3;
    return String.format(
        Locale.ROOT,
        ", after %.1f s: %d vertices, %.0f a second",
        seconds,
        sweep.vertices(),
        sweep.vertices() / Math.max(1e-3, seconds));
  }

  /** What serves is the latest, for those who look into the registry. */
  private static void note(ModelRegistry registry, ModelAnnouncement served) throws IOException {
    boolean noted =
        registry
            .latest(served.name())
            .filter(latest -> latest.version() == served.version())
            .isPresent();
    if (!noted) {
      registry.promote(served.name(), served.version());
    }
  }
}
