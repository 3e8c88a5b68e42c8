// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.kafka.ProbeStatus;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.verify.Probes;
import io.anabranch.pipeline.verify.ScoresAndAlerts;
import io.anabranch.pipeline.verify.VerificationException;
import io.anabranch.pipeline.verify.Verifier;
import io.anabranch.pipeline.verify.Verifier.Report;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The auditor. */
@Command(
    name = "verify",
    description = {
      "Reads the topics back, recomputes every embedding from scratch, compares bit for bit.",
      "At the last probe that the live job has answered. Ends with 1 when any embedding differs,"
          + " and names the first ones."
    },
    footer = {
      "",
      "Send a probe to the running job, wait for it to come to rest, and compare:",
      "  anabranch verify --probe",
      "A job that was started from a bootstrap:",
      "  anabranch verify --probe --bootstrap-edges edges.tsv"
    })
final class VerifyCommand implements Callable<Integer> {

  /** The graph that the job was started with. */
  static final class Bootstrap {

    @Option(
        names = "--bootstrap-data",
        required = true,
        paramLabel = "DIR",
        description = "The data set that the job was bootstrapped with.")
    private Path data;

    @Option(
        names = "--bootstrap-edges",
        required = true,
        paramLabel = "FILE",
        description = "The edges that the job was bootstrapped with.")
    private Path edges;
  }

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(names = "--probe", description = "Sends a probe first, and waits for the answer.")
  private boolean probe;

  @Option(
      names = "--scores",
      description =
          "Computes the scores of links anew, too, from the rows that they name in the embeddings"
              + " topic. Those whose rows compaction has taken away are counted apart.")
  private boolean scores;

  @Option(
      names = "--alerts",
      description =
          "Computes alerts and risk scores anew, too, from the rows or the ego graph that they"
              + " name, and looks for alerts that come twice.")
  private boolean alerts;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for the answer. Default: ${DEFAULT-VALUE}.")
  private int patience;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private Bootstrap bootstrap;

  @Option(
      names = "--bootstrap-features",
      paramLabel = "FILE",
      description = "With --bootstrap-edges: the features that the bootstrap was given.")
  private Path bootstrapFeatures;

  @Override
  public Integer call() throws IOException {
    AnabranchConfig config = configuration.load();
    SageModel first = ModelArtifacts.read(config.model().path());
    if (scores && !config.link().enabled()) {
      throw CommandException.usage("--scores: expected link.enabled to be true, it is false");
    }
    RequiredTopics.describe(config.kafka(), config.requiredTopics());
    ProbeStatus probed = probe(config);
    SageModel model = served(config, first, probed);
    Report report;
    try (Stream<GraphEvent> bootstrapped = bootstrapped(model.inputWidth())) {
      report = new Verifier(config, model).verify(probed, bootstrapped);
    }
    print(report);
    return report.isExact()
            & linkRowsAreExact(config, probed)
            & scoresAndAlertsAreExact(config, model)
        ? ExitCode.OK
        : ExitCode.CHECK_FAILED;
  }

  /** Where links are scored with the rows of a second model, those must be right. */
  private boolean linkRowsAreExact(AnabranchConfig config, ProbeStatus probed) throws IOException {
    if (!scores || config.link().model().isEmpty()) {
      return true;
    }
    SageModel model = ModelArtifacts.read(config.link().model().get());
    Report report = Verifier.ofLinkModel(config, model).verify(probed);
    print(report);
    return report.isExact();
  }

  private boolean scoresAndAlertsAreExact(AnabranchConfig config, SageModel model) {
    // The graph of the topics lacks what a bootstrap has brought: no shares come from it.
    SageModel compared = bootstrap == null ? model : null;
    ScoresAndAlerts written = ScoresAndAlerts.verify(config, compared, scores, alerts);
    written.lines().forEach(spec.commandLine().getOut()::println);
    return written.isExact();
  }

  /** The model that the job served at the probe: its first one, or one that followed it. */
  private static SageModel served(AnabranchConfig config, SageModel first, ProbeStatus probed)
      throws IOException {
    return probed.modelVersion() == first.version()
        ? first
        : ModelRegistry.at(config.model().registryUri()).read(first.name(), probed.modelVersion());
  }

  private Stream<GraphEvent> bootstrapped(int dimension) throws IOException {
    if (bootstrap != null) {
      return new GraphFiles(bootstrap.data, bootstrap.edges, bootstrapFeatures).events(dimension);
    }
    if (bootstrapFeatures != null) {
      throw CommandException.usage("--bootstrap-features goes with --bootstrap-edges");
    }
    return Stream.empty();
  }

  private ProbeStatus probe(AnabranchConfig config) {
    Probes probes = new Probes(config);
    if (probe) {
      return probes
          .request(0, Duration.ofSeconds(patience), () -> true)
          .orElseThrow(
              () ->
                  new VerificationException(
                      "no answer to the probe within %d s: is the live job running?"
                          .formatted(patience)));
    }
    return probes
        .last()
        .orElseThrow(
            () ->
                new VerificationException(
                    "the job has answered no probe yet: 'anabranch verify --probe' sends one"));
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %,d records (%,d refused), %,d edges, horizon %d, model version %d",
            report.probe().probe(),
            report.records(),
            report.refused(),
            report.edges(),
            report.probe().horizon(),
            report.probe().modelVersion()));
    if (report.otherVersions() > 0) {
      out.println(
          String.format(
              Locale.ROOT, "%,d rows are of another model version", report.otherVersions()));
    }
    out.println(report.comparison());
  }
}
