// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import io.anabranch.connectors.dataset.DataSetOptions;
import io.anabranch.connectors.dataset.DataSetOptions.Placement;
import io.anabranch.connectors.dataset.GraphDataSet;
import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.evaluation.EvaluationFormat;
import io.anabranch.pipeline.evaluation.EvaluationRecord;
import io.anabranch.pipeline.evaluation.EvaluationSettings;
import io.anabranch.pipeline.evaluation.EvaluationTable;
import io.anabranch.pipeline.evaluation.LiveEvaluation;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.link.LinkRow;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the live evaluation takes of one core: in processor time, so that it can be measured beside
 * other work. Every vertex has a random row, which costs what a trained one does.
 */
@Command(
    name = "evaluation",
    mixinStandardHelpOptions = true,
    description = "Processor time of the live evaluation, and bytes of its state.")
final class EvaluationBench implements Callable<Integer> {

  private static final int WIDTH = 64;

  @Option(
      names = "--data",
      description = "Directory of a data set; without it: 200,000 payments of 10,000 accounts")
  private Path data;

  @Option(
      names = "--one-in",
      split = ",",
      defaultValue = "1,10,100",
      description = "one in so many")
  private List<Integer> oneIn;

  @Option(names = "--vertices", defaultValue = "20000", description = "that are remembered")
  private int vertices;

  @Override
  public Integer call() throws IOException {
    List<EdgeEvent> edges = edges();
    measure(edges, oneIn.get(0)); // warms up
    for (int each : oneIn) {
      System.out.println(measure(edges, each));
    }
    return 0;
  }

  private List<EdgeEvent> edges() {
    List<EdgeEvent> edges = new ArrayList<>();
    if (data == null) {
      new PaymentGenerator(GeneratorOptions.tidy(1, 10_000, 200_000, 0))
          .events()
          .forEachRemaining(event -> add(event, edges));
    } else {
      DataSetOptions options = new DataSetOptions(0, Placement.FIRST, false, false);
      try (Stream<GraphEvent> events = GraphDataSet.open(data).events(options)) {
        events.forEach(event -> add(event, edges));
      }
    }
    return edges;
  }

  private static void add(GraphEvent event, List<EdgeEvent> edges) {
    if (event instanceof EdgeEvent edge && edge.op() == EdgeEvent.Op.ADD) {
      edges.add(edge);
    }
  }

  private String measure(List<EdgeEvent> edges, int oneIn) throws IOException {
    List<EvaluationRecord> records = new ArrayList<>();
    EvaluationSettings settings =
        new EvaluationSettings(
            AnabranchConfig.of("evaluation.one-in=" + oneIn, "evaluation.vertices=" + vertices)
                .evaluation(),
            true);
    LiveEvaluation evaluation = new LiveEvaluation(settings, records::add);
    long begin = processor();
    int rows = rows(edges, evaluation);
    long fed = processor();
    for (EdgeEvent edge : edges) {
      evaluation.hear(0, 1, edge.timestamp());
      evaluation.edge(edge);
    }
    evaluation.end();
    long learnt = processor();
    long bytes = EvaluationFormat.write(evaluation).stream().mapToLong(piece -> piece.length).sum();
    long written = processor();
    EvaluationRecord last = records.get(records.size() - 1);
    return String.format(
        Locale.ROOT,
        "evaluation one in %d of %d edges, %d records: %.1f us of processor time an edge, %.0f"
            + " edges/s; a row %.2f us; state %.1f MB, %d entries, written in %.0f ms%n%s",
        oneIn,
        edges.size(),
        records.size(),
        (learnt - fed) / 1e3 / edges.size(),
        edges.size() / ((learnt - fed) / 1e9),
        (fed - begin) / 1e3 / rows,
        bytes / 1e6,
        evaluation.entries(),
        (written - learnt) / 1e6,
        EvaluationTable.of(last));
  }

  private static int rows(List<EdgeEvent> edges, LiveEvaluation evaluation) {
    SplittableRandom random = new SplittableRandom(7);
    Set<String> seen = new HashSet<>();
    for (EdgeEvent edge : edges) {
      for (String vertex : List.of(edge.src(), edge.dst())) {
        if (seen.add(vertex)) {
          LinkRow row = new LinkRow(0, 1, 1, 0, Models.features(random, WIDTH));
          evaluation.row(new LinkMessage.Row(vertex, row));
        }
      }
    }
    return seen.size();
  }

  private static long processor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
