// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.network;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.training.Adam;
import io.anabranch.model.training.EarlyStopping;
import java.util.Arrays;
import java.util.Locale;

/**
 * A program that prints test accuracies over seeds and the time of an epoch: {@code
 * NodeClassification SET SEEDS THREADS}. Run with the working directory in this module.
 */
final class NodeClassification {

  private NodeClassification() {}

  public static void main(String[] args) {
    NodeDataSet data = NodeDataSetReader.read(DataSetFiles.real(args[0]));
    int seeds = Integer.parseInt(args[1]);
    Device device = Device.cpu(Integer.parseInt(args[2]));
    double[] accuracies = new double[seeds];
    int[] epochs = new int[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      int s = seed;
      NodeTrainer trainer = new NodeTrainer(device, data, gcn(data, seed), seed);
      trainer.train(200, 0.01f, EarlyStopping.aboveMeanOf(10), e -> epochs[s] = e.number() + 1);
      accuracies[seed] = 100 * trainer.accuracy(data.test());
      print("seed %d: %d epochs, test %.1f%n", seed, epochs[seed], accuracies[seed]);
    }
    double mean = Arrays.stream(accuracies).average().orElse(0);
    double squares = Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, seeds - 1));
    print("gcn %s: mean %.2f +- %.2f over %d seeds%n", args[0], mean, deviation, seeds);
    time(device, data);
  }

  /** The best and the median of rounds of 100 epochs: forward, backward, step, no validation. */
  private static void time(Device device, NodeDataSet data) {
    Gcn gcn = gcn(data, 1);
    NodeTrainer trainer = new NodeTrainer(device, data, gcn, 1);
    Adam adam = new Adam(0.01f, gcn.parameters());
    double[] rounds = new double[15];
    for (int round = 0; round < rounds.length; round++) {
      long start = System.nanoTime();
      for (int e = 0; e < 100; e++) {
        trainer.step(adam, 100 * round + e);
      }
      rounds[round] = (System.nanoTime() - start) / 1e8;
    }
    Arrays.sort(rounds);
    print("training epoch: %.2f ms best, %.2f ms median%n", rounds[0], rounds[rounds.length / 2]);
  }

  private static Gcn gcn(NodeDataSet data, long seed) {
    return new Gcn(
        Gcn.Settings.PAPER,
        Propagation.renormalised(data.graph()),
        data.rowNormalisedFeatures(),
        data.classes(),
        seed);
  }

  private static void print(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format, arguments);
  }
}
