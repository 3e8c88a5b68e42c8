// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.risk.RiskGradient;
import io.anabranch.model.risk.RiskModel;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.config.AlertModels;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.explain.Explainer;
import io.anabranch.pipeline.explain.Slope;
import io.anabranch.pipeline.link.LinkDecoder;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.pipeline.verify.TopicGraph;
import io.anabranch.pipeline.webhook.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says why. */
@Command(
    name = "explain",
    description = {
      "Says which in-edges a score comes from, and what it would be without: the score of an edge,"
          + " from those of its target, or the risk of a vertex.",
      "Computed from scratch on the graph that the input topics describe now. The shares add up to"
          + " the linear part of the score, exactly: z_dst . z_src, or the gradient of the log odds"
          + " of risk at the vertex's row times that row."
    },
    footer = {
      "",
      "Examples:",
      "  anabranch explain --src alice --dst bob",
      "  anabranch explain --vertex bob"
    })
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Whose whose;

  /** What is taken apart. */
  static final class Whose {

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Edge edge;

    @Option(
        names = "--vertex",
        paramLabel = "ID",
        required = true,
        description = "Whose risk, by alerts.risk-model.")
    private String vertex;
  }

  /** Two ends. */
  static final class Edge {

    @Option(
        names = "--src",
        paramLabel = "ID",
        required = true,
        description = "Where it comes from.")
    private String src;

    @Option(names = "--dst", paramLabel = "ID", required = true, description = "Where it goes to.")
    private String dst;
  }

  @Override
  public Integer call() throws IOException {
    AnabranchConfig config = configuration.load();
    SageModel model = ModelArtifacts.read(config.model().path());
    Explainer explainer = new Explainer(model, decoder(config.link()));
    if (whose.edge != null) {
      edge(explainer.explain(graph(config, model).graph(), whose.edge.src, whose.edge.dst));
    } else {
      RiskGradient risk = new RiskGradient(risk(config, model));
      ReferenceGraph graph = graph(config, model).graph();
      risk(explainer.explain(graph, whose.vertex, row -> Slope.ofRisk(risk, row)));
    }
    return ExitCode.OK;
  }

  /** Of links that are scored with rows of this model; those of a second one have another. */
  private static LinkDecoder decoder(AnabranchConfig.Link link) {
    return link.model().isEmpty() ? link.rules().decoder() : LinkDecoder.INNER_PRODUCT;
  }

  private static RiskModel risk(AnabranchConfig config, SageModel model) {
    return AlertModels.risk(config, model)
        .orElseThrow(
            () ->
                CommandException.usage(
                    "--vertex: expected alerts.risk-model to name a risk model, it is empty"));
  }

  private static TopicGraph graph(AnabranchConfig config, SageModel model) {
    RequiredTopics.describe(config.kafka(), TopicGraph.inputs(config));
    TopicGraph graph = new TopicGraph(config, model.inputWidth());
    graph.readAll();
    return graph;
  }

  private void edge(LinearPart part) {
    double total = part.total().value();
    print(
        part,
        "%s -> %s: linear part %.6f, surprise %.6f",
        TextRows.printable(whose.edge.src),
        TextRows.printable(whose.edge.dst),
        total,
        Exponential.softplus(-total));
  }

  private void risk(LinearPart part) {
    print(
        part,
        "%s: linear part %.6f, remainder %.6f, risk %.6f",
        TextRows.printable(part.vertex()),
        part.total().value(),
        part.remainder().value(),
        Exponential.sigmoid((float) part.score().value()));
  }

  private void print(LinearPart part, String title, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, title, values));
    line(out, "itself", part.self().value());
    line(out, "bias", part.bias().value());
    part.edges().forEach(share -> out.println("  " + TextRows.printable(Text.share(share, part))));
    line(out, "the rest", part.rest().value());
    out.flush();
  }

  private static void line(PrintWriter out, String what, double share) {
    out.println(String.format(Locale.ROOT, "  %s gives %.4f", what, share));
  }
}
