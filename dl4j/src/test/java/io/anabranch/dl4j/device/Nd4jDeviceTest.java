// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.DeviceContract;
import io.anabranch.model.device.Devices;
import io.anabranch.model.device.Matrix;
import io.anabranch.model.device.Segments;
import org.junit.jupiter.api.Test;

class Nd4jDeviceTest extends DeviceContract {

  @Override
  protected Device device() {
    return new Nd4jDevice();
  }

  @Test
  void isFoundByItsName() {
    assertInstanceOf(Nd4jDevice.class, Devices.named("nd4j"));
  }

  /** More rows than are gathered at once: the pieces meet. */
  @Test
  void largeCallsAreDoneInPieces() {
    int edges = 50_000;
    int[] sourceOf = new int[edges];
    int[] targetOf = new int[edges];
    for (int e = 0; e < edges; e++) {
      sourceOf[e] = e % 7;
      targetOf[e] = e / 2;
    }
    Segments targets = Segments.of(edges / 2, targetOf);
    Segments sources = Segments.of(7, sourceOf);
    Matrix x = random(7, 128, 1);
    Matrix w = random(edges, 2, 2);
    Matrix y = Matrix.zeros(edges / 2, 128);
    Matrix expected = Matrix.zeros(edges / 2, 128);
    device().addEdgeSums(w, targets, x, sources, y);
    Device.cpu(1).addEdgeSums(w, targets, x, sources, expected);
    assertArrayEquals(expected.values(), y.values(), 1e-4f);
    Matrix dots = Matrix.zeros(edges, 2);
    Matrix expectedDots = Matrix.zeros(edges, 2);
    device().addEdgeDots(y, targets, x, sources, dots);
    Device.cpu(1).addEdgeDots(y, targets, x, sources, expectedDots);
    assertArrayEquals(expectedDots.values(), dots.values(), 1e-4f);
  }
}
