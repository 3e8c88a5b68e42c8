// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.parity;

import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Devices;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A program that prints what a training step costs on both devices, the best of several rounds in
 * one process: {@code DeviceSpeed DIRECTORY-OF-CORA ROUNDS}.
 */
final class DeviceSpeed {

  private DeviceSpeed() {}

  public static void main(String[] args) {
    NodeDataSet cora = NodeDataSetReader.read(Path.of(args[0]));
    int rounds = Integer.parseInt(args[1]);
    List<Arguments> models = DeviceParityTest.models().toList();
    for (Arguments model : models) {
      Training training = (Training) model.get()[1];
      double cpu = best(training, Devices.named("cpu"), cora, rounds);
      double nd4j = best(training, Devices.named("nd4j"), cora, rounds);
      System.out.printf(
          Locale.ROOT,
          "%s: a step takes %.1f ms on cpu, %.1f ms on nd4j: %.0f times as long%n",
          model.get()[0],
          cpu,
          nd4j,
          nd4j / cpu);
    }
  }

  private static double best(Training training, Device device, NodeDataSet data, int rounds) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      training.losses(device, data, round);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / (1e6 * Training.STEPS);
  }
}
