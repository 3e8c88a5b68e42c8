// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.SparseMatrix;
import io.anabranch.model.training.Adam;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * A program that prints test accuracies over seeds and the time of an epoch: {@code
 * NodeClassification MODEL SET SEEDS THREADS}. Run with the working directory in this module.
 */
final class NodeClassification {

  private NodeClassification() {}

  public static void main(String[] args) {
    String model = args[0];
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real(args[1]));
    int seeds = Integer.parseInt(args[2]);
    Device device = Device.cpu(Integer.parseInt(args[3]));
    Recipe recipe = model.equals("gat") ? Recipe.GAT : Recipe.GCN;
    double[] accuracies = new double[seeds];
    int[] epochs = new int[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      int s = seed;
      NodeTrainer trainer = new NodeTrainer(device, data, network(model, data, seed), seed);
      trainer.train(recipe, e -> epochs[s] = e.number() + 1);
      accuracies[seed] = 100 * trainer.accuracy(data.test());
      print("seed %d: %d epochs, test %.1f%n", seed, epochs[seed], accuracies[seed]);
    }
    double mean = Arrays.stream(accuracies).average().orElse(0);
    double squares = Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, seeds - 1));
    print("%s %s: mean %.2f +- %.2f over %d seeds%n", model, args[1], mean, deviation, seeds);
    time(device, data, network(model, data, 1));
  }

  /**
   * The best and the median of rounds of 100 epochs: forward, backward, step, no validation. The
   * processor time of this thread says more than the clock where others keep the cores busy.
   */
  private static void time(Device device, NodeDataSet data, NodeNetwork network) {
    NodeTrainer trainer = new NodeTrainer(device, data, network, 1);
    Adam adam = new Adam(0.01f, network.parameters());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] rounds = new double[15];
    double[] processor = new double[15];
    for (int round = 0; round < rounds.length; round++) {
      long start = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      for (int e = 0; e < 100; e++) {
        trainer.step(adam, 100 * round + e);
      }
      rounds[round] = (System.nanoTime() - start) / 1e8;
      processor[round] = (threads.getCurrentThreadCpuTime() - used) / 1e8;
    }
    print("training epoch by the clock: %s%n", summary(rounds));
    print("training epoch, processor time of one thread: %s%n", summary(processor));
  }

  private static String summary(double[] rounds) {
    Arrays.sort(rounds);
    double median = rounds[rounds.length / 2];
    return String.format(Locale.ROOT, "%.2f ms best, %.2f ms median", rounds[0], median);
  }

  private static NodeNetwork network(String model, NodeDataSet data, long seed) {
    SparseMatrix x = data.rowNormalisedFeatures();
    return switch (model) {
      case "gcn" ->
          new Gcn(
              Gcn.Settings.PAPER, Propagation.renormalised(data.graph()), x, data.classes(), seed);
      case "gat" ->
          new Gat(Gat.Settings.PAPER, Links.withSelfLoops(data.graph()), x, data.classes(), seed);
      default -> throw new IllegalArgumentException("a model is gcn or gat; got " + model);
    };
  }

  private static void print(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format, arguments);
  }
}
