// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j;

import java.io.File;
import java.io.IOException;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.autodiff.samediff.SameDiff;

/** Breaks every rule of {@link ArchitectureTest}; never run. */
final class Offender {

  private Offender() {}

  static MultiLayerNetwork read(File file) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(file);
  }

  static SameDiff gradients() {
    return SameDiff.create();
  }

  static double drawn() {
    return new Random().nextDouble() + System.nanoTime();
  }
}
