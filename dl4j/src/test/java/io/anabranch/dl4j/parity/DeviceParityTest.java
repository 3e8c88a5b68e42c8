// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSet;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.device.Device;
import io.anabranch.model.device.Devices;
import io.anabranch.model.network.Gat;
import io.anabranch.model.network.Gcn;
import io.anabranch.model.network.Links;
import io.anabranch.model.network.Propagation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model trains on both devices: from the same weights and with the same dropout masks, the
 * losses of ten steps are equal within 1e-4 of their size. A model is one line of {@link #models}.
 */
class DeviceParityTest {

  private static final long SEED = 1;
  private static final double TOLERANCE = 1e-4;

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("gcn", Training.bySgd(0.5f, DeviceParityTest::gcn)),
        Arguments.of("gcn by adam", Training.byAdam(0.01f, DeviceParityTest::gcn)),
        Arguments.of("gat", Training.bySgd(5f, DeviceParityTest::gat)),
        Arguments.of("gat by adam", Training.byAdam(0.005f, DeviceParityTest::gat)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void lossesAreEqual(String name, Training training) {
    NodeDataSet cora = NodeDataSetReader.read(DataSetFiles.real("cora"));
    float[] cpu = training.losses(Device.cpu(), cora, SEED);
    float[] nd4j = training.losses(Devices.named("nd4j"), cora, SEED);
    assertEquals(Training.STEPS, cpu.length);
    for (int step = 0; step < cpu.length; step++) {
      assertEquals(cpu[step], nd4j[step], TOLERANCE * Math.abs(cpu[step]), "step " + step);
    }
    // Steps that lead nowhere would be equal, too.
    assertTrue(cpu[cpu.length - 1] < cpu[0], () -> cpu[0] + " to " + cpu[cpu.length - 1]);
  }

  private static Gcn gcn(NodeDataSet data) {
    return new Gcn(
        Gcn.Settings.PAPER,
        Propagation.renormalised(data.graph()),
        data.rowNormalisedFeatures(),
        data.classes(),
        SEED);
  }

  private static Gat gat(NodeDataSet data) {
    return new Gat(
        Gat.Settings.PAPER,
        Links.withSelfLoops(data.graph()),
        data.rowNormalisedFeatures(),
        data.classes(),
        SEED);
  }
}
