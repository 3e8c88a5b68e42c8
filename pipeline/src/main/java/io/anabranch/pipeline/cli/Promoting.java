// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.ModelStatus;
import io.anabranch.connectors.kafka.ModelStatus.Sweep;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.registry.Latest;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.verify.Promotions;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Tells the running job to go over to a model, and says what it answers. */
record Promoting(
    AnabranchConfig config, ModelRegistry registry, Duration patience, CommandLine command) {

  /** Asks for the topics first, so that a broker that is not there is known at once. */
  static Promoting of(
      AnabranchConfig config, ModelRegistry registry, Duration patience, CommandLine command) {
    RequiredTopics.describe(
        config.kafka(), List.of(config.topics().models(), config.topics().status()));
    return new Promoting(config, registry, patience, command);
  }

  /** The same, for a model in the registry. */
  ModelStatus.State promote(SageModel model) throws IOException {
    return promote(Promotions.ofRegistry(config.model().registryUri(), model));
  }

  /**
   * Waits until it serves or is refused.
   *
   * @throws CommandException when the job says nothing in time
   */
  ModelStatus.State promote(ModelAnnouncement announcement) throws IOException {
    ModelStatus.State state = announce(announcement);
    if (state == ModelStatus.State.SERVING) {
      note(announcement);
    }
    return state;
  }

  /** Goes back to the version that was served before the latest. */
  ModelStatus.State goBack(String name) throws IOException {
    SageModel before = registry.read(name, registry.before(name));
    ModelStatus.State state = announce(Promotions.ofRegistry(config.model().registryUri(), before));
    if (state == ModelStatus.State.SERVING) {
      registry.rollback(name);
    }
    return state;
  }

  private ModelStatus.State announce(ModelAnnouncement announcement) {
    ModelStatus last =
        new Promotions(config)
            .promote(announcement, patience, this::tell, () -> true)
            .orElseThrow(
                () ->
                    CommandException.environment(
                        "the job did not go over to %s version %d within %d s: is it running? It"
                                .formatted(
                                    announcement.name(),
                                    announcement.version(),
                                    patience.toSeconds())
                            + " may still do so"));
    return last.state();
  }

  private void tell(ModelStatus status) {
    PrintWriter out = command.getOut();
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
    command.getErr().println("anabranch: " + why);
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

  /**
   * What serves is the latest, for those who look into the registry. Before the first promotion the
   * job's first model was.
   */
  private void note(ModelAnnouncement served) throws IOException {
    Optional<Latest> latest = registry.latest(served.name());
    SageModel first = ModelArtifacts.read(config.model().path());
    if (latest.isEmpty()
        && first.version() != served.version()
        && registry.versions(served.name()).contains(first.version())) {
      registry.promote(served.name(), first.version());
    }
    if (latest.isEmpty() || latest.get().version() != served.version()) {
      registry.promote(served.name(), served.version());
    }
  }
}
