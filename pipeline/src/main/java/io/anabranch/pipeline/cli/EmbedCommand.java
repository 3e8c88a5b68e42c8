// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.AnabranchConfig.Direction;
import io.anabranch.pipeline.verify.ReferenceGraph;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Embeds a graph in files, without Flink and Kafka. */
@Command(
    name = "embed",
    description = {
      "Embeds a graph in files: the same kernels and the same bits as the live job.",
      "The model is that of model.path, and graph.direction holds here too."
    },
    footer = {
      "",
      "Edges, one 'src dst [timestamp] [weight] [id] [op]' a line with tabs between, and features:",
      "  anabranch embed --edges edges.tsv --features features.tsv --out embeddings.csv"
    })
final class EmbedCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;
  @Mixin private GraphFilesMixin source;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the embeddings go; without it: standard output.")
  private Path out;

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private RowFormat format;

  @Override
  public Integer call() throws IOException {
    AnabranchConfig config = configuration.load();
    GraphFiles files = source.files();
    SageModel model = ModelArtifacts.read(config.model().path());
    ReferenceGraph graph = new ReferenceGraph(config.graph().direction() == Direction.UNDIRECTED);
    try (Stream<GraphEvent> events = files.events(model.inputWidth())) {
      events.forEach(graph::apply);
    }
    Map<String, float[]> rows = graph.embed(model, Runtime.getRuntime().availableProcessors());
    write(graph.vertices(model), rows);
    spec.commandLine()
        .getErr()
        .println(
            String.format(
                Locale.ROOT,
                "embedded %,d vertices of %,d edges with %s, version %d",
                rows.size(),
                graph.edges().size(),
                model.name(),
                model.version()));
    return ExitCode.OK;
  }

  private void write(List<String> vertices, Map<String, float[]> rows) throws IOException {
    if (out == null) {
      PrintWriter writer = spec.commandLine().getOut();
      format.write(vertices, rows, writer);
      writer.flush();
      return;
    }
    try (Writer writer = Files.newBufferedWriter(out)) {
      format.write(vertices, rows, writer);
    }
  }
}
