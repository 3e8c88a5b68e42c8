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
import io.anabranch.model.sage.Aggregation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model trains on both devices: from the same weights and with the same dropout masks, the
 * losses of ten steps are equal within 1e-4 of their size. A model is one line of {@link #models}.
 * Rates are such that a training is no chaos: at 0.01, a change of DiffPool's first weights in
 * their last bit changes the third loss by 2e-4 on one device.
 */
class DeviceParityTest {

  private static final long SEED = 1;
  private static final double TOLERANCE = 1e-4;

  /** A rate at which no weight moves. */
  private static final float STANDSTILL = 1e-30f;

  /** Makes a training at a rate. */
  interface AtRate {
    Training of(float rate);
  }

  static Stream<Arguments> models() {
    return Stream.of(
        line("gcn", 10, rate -> Training.bySgd(rate, DeviceParityTest::gcn)),
        line("gcn by adam", 0.01f, rate -> Training.byAdam(rate, DeviceParityTest::gcn)),
        line("gat", 3, rate -> Training.bySgd(rate, DeviceParityTest::gat)),
        line("gat by adam", 0.005f, rate -> Training.byAdam(rate, DeviceParityTest::gat)),
        line("sage, mean", 0.01f, rate -> Models.sage(rate, Aggregation.MEAN)),
        line("sage, gcn", 0.01f, rate -> Models.sage(rate, Aggregation.GCN)),
        line("sage, max-pool", 0.01f, rate -> Models.sage(rate, Aggregation.MAX_POOL)),
        line("sage, lstm", 0.01f, rate -> Models.sage(rate, Aggregation.LSTM)),
        line("gae", 0.01f, rate -> Models.autoencoder(rate, Models::gae)),
        line("vgae", 0.01f, rate -> Models.autoencoder(rate, Models::vgae)),
        line("diffpool", 3e-4f, rate -> Models.pooling(rate, "diffpool")),
        line("diffpool-det", 0.003f, rate -> Models.pooling(rate, "diffpool-det")),
        line("s2v-diffpool", 3e-4f, rate -> Models.pooling(rate, "s2v-diffpool")));
  }

  private static Arguments line(String name, float rate, AtRate training) {
    return Arguments.of(name, training.of(rate), training.of(STANDSTILL));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void lossesAreEqual(String name, Training training, Training standstill) {
    NodeDataSet cora = NodeDataSetReader.read(DataSetFiles.real("cora"));
    float[] cpu = training.losses(Device.cpu(), cora, SEED);
    float[] nd4j = training.losses(Devices.named("nd4j"), cora, SEED);
    assertEquals(Training.STEPS, cpu.length);
    for (int step = 0; step < cpu.length; step++) {
      assertEquals(cpu[step], nd4j[step], TOLERANCE * Math.abs(cpu[step]), "step " + step);
    }
    // What the steps change is more than the tolerance could hide.
    float last = cpu[cpu.length - 1];
    float still = standstill.losses(Device.cpu(), cora, SEED)[cpu.length - 1];
    assertTrue(
        Math.abs(last - still) > 5 * TOLERANCE * Math.abs(still),
        () -> last + " after ten steps, " + still + " without");
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
