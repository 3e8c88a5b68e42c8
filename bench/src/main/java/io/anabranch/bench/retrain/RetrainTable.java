// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.retrain;

import io.anabranch.bench.Scratch;
import io.anabranch.connectors.broker.BrokerProcess;
import io.anabranch.model.artifact.Weights;
import io.anabranch.model.autoencoder.Autoencoder;
import io.anabranch.model.device.Device;
import io.anabranch.model.layer.SageModel;
import io.anabranch.model.link.AutoencoderLearning;
import io.anabranch.model.link.Baselines;
import io.anabranch.model.link.LinkExam;
import io.anabranch.model.link.LinkRecipe;
import io.anabranch.model.link.LinkScore;
import io.anabranch.model.snapshot.GraphSnapshot;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.retrain.LinkOutcome;
import io.anabranch.pipeline.retrain.LocalLearner;
import io.anabranch.pipeline.retrain.RetrainSettings;
import io.anabranch.pipeline.retrain.Retraining;
import io.anabranch.pipeline.retrain.ServedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What retraining gains. The live job runs over the first 70 % of a stream with a random first
 * model; from a checkpoint of it comes a retrained one; the edges up to 85 % judge both, and rules
 * that learn nothing.
 */
@Command(
    name = "retrain",
    mixinStandardHelpOptions = true,
    description = "Retraining from a checkpoint of the live job, on real streams.")
public final class RetrainTable implements Callable<Integer> {

  private static final int HIDDEN = 64;
  private static final double SHARE = 0.15;

  @Option(names = "--data", required = true, description = "The folder of the data sets.")
  private Path data;

  @Option(names = "--sets", split = ",", defaultValue = "bitcoin-otc,jodie-wikipedia")
  private List<String> sets;

  @Option(names = "--backends", split = ",", defaultValue = "heap,rocksdb")
  private List<String> backends;

  @Option(names = "--width", defaultValue = "128", description = "Of the hash features.")
  private int width;

  @Option(names = "--seeds", split = ",", defaultValue = "1,2,3", description = "Of the training.")
  private List<Long> seeds;

  @Option(names = "--beside", split = ",", defaultValue = "gae,vgae", description = "gae, vgae.")
  private List<String> beside;

  private final Device device = Device.cpu(Runtime.getRuntime().availableProcessors());
  private boolean beaten = true;

  @Override
  public Integer call() throws Exception {
    for (String set : sets) {
      table(set, Scratch.directory());
    }
    return beaten ? 0 : 1;
  }

  private void table(String set, Path directory) throws Exception {
    System.out.println("\n## " + set + "\n");
    TimedStream stream = TimedStream.read(data.resolve(set), width);
    SageModel first = SageModel.random("first", 1, new int[] {width, HIDDEN, HIDDEN}, 1, true);
    GraphSnapshot snapshot = checkpoints(set, stream, first, directory);
    LinkExam exam = LinkExam.draw(snapshot, stream.later(snapshot), 1);
    Scores scores = new Scores(exam);
    scores.head();
    LinkExam.Report random =
        scores.row("random first model", LinkScore.innerProduct(ServedRows.of(first, snapshot)));
    Map<String, Double> rules = new LinkedHashMap<>();
    Baselines.of(snapshot)
        .forEach((name, rule) -> rules.put(name, scores.row(name, rule).fresh().auc()));
    Together together = Together.of(snapshot, SHARE, scores);
    together.rules();
    List<String> verdicts = new ArrayList<>();
    for (long seed : seeds) {
      Blend blend = null;
      for (boolean refit : List.of(false, true)) {
        Trained trained = retrained(snapshot, first, seed, refit, directory, scores);
        verdicts.add(verdict(seed, refit, random, rules, trained.report()));
        blend = refit ? blend : together.fit(trained.model());
        together.row("the same and the rules together", blend, trained.model());
      }
    }
    System.out.println();
    verdicts.forEach(System.out::println);
  }

  private String verdict(
      long seed,
      boolean refit,
      LinkExam.Report random,
      Map<String, Double> rules,
      LinkExam.Report trained) {
    double gain = trained.known().auc() - random.known().auc();
    List<String> better =
        rules.keySet().stream().filter(rule -> rules.get(rule) > trained.fresh().auc()).toList();
    beaten &= gain > 0.05 && (!refit || better.isEmpty());
    return String.format(
        Locale.ROOT,
        "Seed %d%s: AUC %+.3f to the random model; on new pairs %s.",
        seed,
        refit ? ", refit" : "",
        gain,
        better.isEmpty() ? "better than all rules" : "worse than " + better);
  }

  /** From each backend; they are one graph. */
  private GraphSnapshot checkpoints(String set, TimedStream stream, SageModel first, Path directory)
      throws Exception {
    List<GraphSnapshot> all = new ArrayList<>();
    try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"), 0)) {
      for (String backend : backends) {
        all.add(
            new JobCheckpoint(broker, directory, first).take(set + "-" + backend, backend, stream));
      }
    }
    for (GraphSnapshot other : all) {
      if (!Arrays.equals(other.edges().timestamps(), all.get(0).edges().timestamps())
          || !Arrays.equals(other.edges().sources(), all.get(0).edges().sources())) {
        throw new IllegalStateException("the backends' graphs differ");
      }
    }
    return all.get(0);
  }

  private record Trained(SageModel model, LinkExam.Report report) {}

  private Trained retrained(
      GraphSnapshot snapshot,
      SageModel first,
      long seed,
      boolean refit,
      Path directory,
      Scores scores)
      throws IOException {
    List<AutoencoderLearning> autoencoders =
        seed != seeds.get(0) || refit
            ? List.of()
            : beside.stream().map(name -> AutoencoderLearning.usual(name.equals("vgae"))).toList();
    RetrainSettings settings =
        new RetrainSettings(SHARE, 1, seed, LinkRecipe.USUAL, 0, refit, autoencoders);
    ModelRegistry registry =
        ModelRegistry.at(directory.resolve("registry-" + seed + refit).toUri());
    long start = System.nanoTime();
    Retraining.Round round =
        new Retraining(registry, first, new LocalLearner(device, "cpu"), device, settings)
            .run(snapshot, "checkpoint", epoch -> {});
    double seconds = (System.nanoTime() - start) / 1e9;
    LinkExam.Report trained =
        scores.row(
            String.format(
                Locale.ROOT,
                "GraphSAGE retrained%s, seed %d, %.0f s",
                refit ? " and refit" : "",
                seed,
                seconds),
            LinkScore.innerProduct(ServedRows.of(round.published(), snapshot)));
    for (int i = 0; i < autoencoders.size(); i++) {
      beside(registry, autoencoders.get(i), round.links().get(i), snapshot, scores);
    }
    return new Trained(round.published(), trained);
  }

  /** Its weights, which were learnt on the past of the snapshot, on all of it. */
  private void beside(
      ModelRegistry registry,
      AutoencoderLearning learning,
      LinkOutcome outcome,
      GraphSnapshot snapshot,
      Scores scores)
      throws IOException {
    Autoencoder served = learning.make(snapshot, 1);
    Weights.PLAIN.load(
        registry.readNetwork(outcome.name(), outcome.version()).tensors(), served.parameters());
    scores.row(learning.name(), LinkScore.innerProduct(served.embed(device)));
  }
}
