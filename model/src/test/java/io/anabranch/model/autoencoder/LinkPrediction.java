// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.evaluation.Ranking;
import io.anabranch.model.graph.InNeighbors;
import io.anabranch.model.training.Adam;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A program that prints how well test edges are predicted, over runs with a split and first weights
 * of their own, and the time of an epoch: {@code LinkPrediction gae|vgae SET RUNS THREADS
 * [--without-features]}. Run with the working directory in this module. It writes the splits to
 * {@code target/link-splits/SET-RUN.csv}, where {@code src/test/python/gae_reference.py} reads
 * them.
 */
final class LinkPrediction {

  private static final Path SPLITS = Path.of("target", "link-splits");

  private final String model;
  private final String set;
  private final InNeighbors graph;
  private final SparseMatrix features; // null: none
  private final Device device;

  private LinkPrediction(List<String> args) {
    this.model = args.get(0);
    this.set = args.get(1);
    Path directory = DataSetFiles.real(set);
    if (args.contains("--without-features")) {
      this.graph = NodeDataSetReader.readGraph(directory);
      this.features = null;
    } else {
      NodeDataSet data = NodeDataSetReader.read(directory);
      requireFeatures(data);
      this.graph = data.graph();
      this.features = data.features();
    }
    this.device = Device.cpu(Integer.parseInt(args.get(3)));
  }

  private static void requireFeatures(NodeDataSet data) {
    int without = data.verticesWithoutFeatures();
    if (2 * without > data.features().rows()) {
      throw new IllegalArgumentException(
          "%d of %d vertices have no features: --without-features is left"
              .formatted(without, data.features().rows()));
    }
  }

  public static void main(String[] args) throws IOException {
    LinkPrediction program = new LinkPrediction(List.of(args));
    int runs = Integer.parseInt(args[2]);
    double[] aucs = new double[runs];
    double[] precisions = new double[runs];
    Files.createDirectories(SPLITS);
    for (int run = 0; run < runs; run++) {
      Ranking test = program.run(run);
      aucs[run] = 100 * test.auc();
      precisions[run] = 100 * test.averagePrecision();
    }
    print("%s: AUC %s, AP %s%n", String.join(" ", args), summary(aucs), summary(precisions));
  }

  private Ranking run(long seed) throws IOException {
    LinkSplit split = LinkSplit.draw(graph, seed);
    LinkSplitFile.write(split, SPLITS.resolve(set + "-" + seed + ".csv"));
    Autoencoder autoencoder = autoencoder(split, seed);
    Files.write(SPLITS.resolve(model + "-" + set + "-" + seed + ".weights"), lines(autoencoder));
    AutoencoderTrainer trainer = new AutoencoderTrainer(device, split, autoencoder);
    AutoencoderTrainer.Recipe recipe = AutoencoderTrainer.Recipe.PAPER;
    AutoencoderTrainer.Epoch[] epochs = new AutoencoderTrainer.Epoch[recipe.epochs()];
    long start = System.nanoTime();
    trainer.train(recipe, epoch -> epochs[epoch.number()] = epoch);
    double seconds = (System.nanoTime() - start) / 1e9;
    AutoencoderTrainer.Epoch last = epochs[epochs.length - 1];
    Ranking test = trainer.test();
    print(
        "run %d: loss %.4f, validation AUC %.2f AP %.2f, test AUC %.2f AP %.2f; %.1f ms an epoch,"
            + " best of 10 steps %s%n",
        seed,
        last.loss(),
        100 * last.validation().auc(),
        100 * last.validation().averagePrecision(),
        100 * test.auc(),
        100 * test.averagePrecision(),
        1000 * seconds / recipe.epochs(),
        best(split, seed));
    return test;
  }

  /**
   * The fastest of ten steps, without validation, of a new model. The processor time of this thread
   * says more than the clock where others keep the cores busy; with one thread it is all there is.
   */
  private String best(LinkSplit split, long seed) {
    Autoencoder fresh = autoencoder(split, seed);
    AutoencoderTrainer trainer = new AutoencoderTrainer(device, split, fresh);
    Adam adam = new Adam(0.01f, fresh.parameters());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long clock = Long.MAX_VALUE;
    long processor = Long.MAX_VALUE;
    for (int e = 0; e < 10; e++) {
      long start = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      trainer.step(adam, e);
      clock = Math.min(clock, System.nanoTime() - start);
      processor = Math.min(processor, threads.getCurrentThreadCpuTime() - used);
    }
    return String.format(
        Locale.ROOT, "%.1f ms, %.1f of this thread's processor", clock / 1e6, processor / 1e6);
  }

  private Autoencoder autoencoder(LinkSplit split, long seed) {
    InNeighbors known = split.trainingGraph();
    GcnInput input =
        features == null ? GcnInput.withoutFeatures(known) : GcnInput.of(known, features);
    Reconstruction aim = Reconstruction.of(known);
    return switch (model) {
      case "gae" -> new Gae(new GcnEncoder(input, seed), new InnerProduct(), aim);
      case "vgae" -> new Vgae(new GcnGaussian(input, seed), new InnerProduct(), aim, seed);
      default -> throw new IllegalArgumentException("a model is gae or vgae; got " + model);
    };
  }

  private static List<String> lines(Autoencoder autoencoder) {
    List<String> lines = new ArrayList<>();
    for (Parameter parameter : autoencoder.parameters()) {
      for (float value : parameter.value().values()) {
        lines.add(Float.toString(value));
      }
    }
    return lines;
  }

  private static String summary(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
    return String.format(Locale.ROOT, "%.2f +- %.2f", mean, deviation);
  }

  private static void print(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format, arguments);
  }
}
