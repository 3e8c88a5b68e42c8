// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.kernel.Exponential;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.alert.LinearPart;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.explain.Explainer;
import io.anabranch.pipeline.verify.TopicGraph;
import io.anabranch.pipeline.webhook.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says why. */
@Command(
    name = "explain",
    description = {
      "Says which in-edges of an edge's target its score comes from, and what it would be without.",
      "Computed from scratch on the graph that the input topics describe now. The shares add up to"
          + " the linear part of the score, z_dst . z_src, exactly."
    },
    footer = {"", "Example:", "  anabranch explain --src alice --dst bob"})
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Option(names = "--src", paramLabel = "ID", required = true, description = "Where it comes from.")
  private String src;

  @Option(names = "--dst", paramLabel = "ID", required = true, description = "Where it goes to.")
  private String dst;

  @Override
  public Integer call() throws IOException {
    AnabranchConfig config = configuration.load();
    SageModel model = ModelArtifacts.read(config.model().path());
    Explainer explainer = new Explainer(model);
    print(explainer.explain(graph(config, model).graph(), src, dst));
    return ExitCode.OK;
  }

  private static TopicGraph graph(AnabranchConfig config, SageModel model) {
    RequiredTopics.describe(config.kafka(), TopicGraph.inputs(config));
    TopicGraph graph = new TopicGraph(config, model.inputWidth());
    graph.readAll();
    return graph;
  }

  private void print(LinearPart part) {
    PrintWriter out = spec.commandLine().getOut();
    double total = part.total().value();
    out.println(
        String.format(
            Locale.ROOT,
            "%s -> %s: linear part %.6f, surprise %.6f",
            TextRows.printable(src),
            TextRows.printable(dst),
            total,
            Exponential.softplus(-total)));
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
