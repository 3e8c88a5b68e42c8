// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Devices;
import io.anabranch.state.event.EdgeEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fraud in a real stream. */
@Command(
    name = "evaluate-fraud",
    description = {
      "Ranks the labelled users of a stream by risk and by surprise at three cut-off times.",
      "Learns on the first edges without labels, replays the others, and judges ROC-AUC and"
          + " precision at 20. Edge weights play no part."
    },
    mixinStandardHelpOptions = true)
public final class FraudCommand implements Callable<Integer> {

  private static final double[] CUT_OFFS = {0.5, 0.75, 1};

  @Spec private CommandSpec spec;

  @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data set.")
  private Path data;

  @Option(names = "--page", paramLabel = "FILE", description = "Writes the tables there, too.")
  private Path page;

  @Option(names = "--epochs", defaultValue = "10", description = "Of the warm-up.")
  private int epochs;

  @Option(names = "--seeds", defaultValue = "3", description = "Models and foldings, averaged.")
  private int seeds;

  @Option(names = "--warm-up", defaultValue = "0.3", description = "Share of edges learnt on.")
  private double warmUp;

  @Override
  public Integer call() throws IOException {
    FraudStream stream = FraudStream.read(data);
    Device device = Devices.named("cpu");
    List<List<Moment>> plain = new ArrayList<>();
    List<List<Moment>> unit = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      plain.add(replay(stream, false, seed, device));
      unit.add(replay(stream, true, seed, device));
    }
    StringBuilder tables = new StringBuilder();
    StringBuilder gains = new StringBuilder();
    StringBuilder surprises = new StringBuilder();
    for (int m = 0; m < CUT_OFFS.length; m++) {
      int moment = m;
      List<Moment> then = plain.stream().map(moments -> moments.get(moment)).toList();
      List<Moment> unitThen = unit.stream().map(moments -> moments.get(moment)).toList();
      List<Judged> rows = heads(device, then, Moment::rows);
      List<Judged> features = heads(device, then, Moment::activity);
      List<Judged> unitRows = heads(device, unitThen, Moment::rows);
      table(tables, then, unitThen, rows, unitRows, features);
      gains.append(String.format(Locale.ROOT, " %+.3f", auc(rows) - auc(features)));
      surprises.append(
          String.format(Locale.ROOT, " %.3f", auc(scored(unitThen, Replay.SURPRISES.get(0)))));
    }
    tables
        .append("The head on embeddings beside the same head on features alone, ROC-AUC:")
        .append(gains)
        .append(".\nMean surprise with rows of length 1, where 0.5 is chance:")
        .append(surprises)
        .append(".\n");
    PrintWriter out = spec.commandLine().getOut();
    out.print(tables);
    out.flush();
    if (page != null) {
      Files.createDirectories(page.toAbsolutePath().getParent());
      Files.writeString(page, FraudPage.of(tables.toString(), seeds, epochs, warmUp));
    }
    return 0;
  }

  private List<Moment> replay(FraudStream stream, boolean unit, int seed, Device device) {
    int count = stream.edges().size();
    List<EdgeEvent> first = stream.edges().subList(0, (int) (warmUp * count));
    Replay replay = new Replay(stream, WarmUp.train(first, unit, epochs, seed, device));
    List<Moment> moments = new ArrayList<>();
    for (double cutOff : CUT_OFFS) {
      moments.add(replay.until((int) (cutOff * count)));
    }
    return moments;
  }

  private static void table(
      StringBuilder out,
      List<Moment> moments,
      List<Moment> unit,
      List<Judged> rows,
      List<Judged> unitRows,
      List<Judged> features) {
    Moment first = moments.get(0);
    long fraudulent = IntStream.of(first.labels()).filter(label -> label == 1).count();
    out.append(
        String.format(
            Locale.ROOT,
            "After %,d edges: %d labelled users, %d of them fraudulent%n%n"
                + "| score | ROC-AUC | precision at 20 |%n|---|---|---|%n",
            first.edges(),
            first.labels().length,
            fraudulent));
    row(out, "risk: head on embeddings", rows);
    row(out, "risk: head on embeddings of length 1", unitRows);
    row(out, "the same head on the features alone", features);
    for (String name : Replay.SURPRISES) {
      row(out, name, scored(moments, name));
      row(out, name + ", rows of length 1", scored(unit, name));
    }
    row(out, Replay.SILENT, scored(moments, Replay.SILENT));
    row(out, "chance", List.of(new Judged(0.5, (double) fraudulent / first.labels().length)));
    out.append(System.lineSeparator());
  }

  private static double auc(List<Judged> judged) {
    return judged.stream().mapToDouble(Judged::auc).average().orElseThrow();
  }

  private static List<Judged> heads(
      Device device, List<Moment> moments, Function<Moment, List<float[]>> rows) {
    List<Judged> judged = new ArrayList<>();
    for (int s = 0; s < moments.size(); s++) {
      Moment moment = moments.get(s);
      double[] scores = RiskFolds.scores(device, rows.apply(moment), moment.labels(), s);
      judged.add(Judged.of(scores, moment.labels()));
    }
    return judged;
  }

  private static List<Judged> scored(List<Moment> moments, String score) {
    return moments.stream().map(m -> Judged.of(m.scores().get(score), m.labels())).toList();
  }

  private static void row(StringBuilder out, String name, List<Judged> judged) {
    out.append(
        String.format(
            Locale.ROOT,
            "| %s | %.3f | %.3f |%n",
            name,
            auc(judged),
            judged.stream().mapToDouble(Judged::precision).average().orElseThrow()));
  }
}
