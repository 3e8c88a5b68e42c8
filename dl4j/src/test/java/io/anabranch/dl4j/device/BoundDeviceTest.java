// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Matrix;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundDeviceTest {

  @Test
  void theAcceleratorIsChosenBeforeEachCall() {
    AtomicInteger chosen = new AtomicInteger();
    Device device = BoundDevice.of(Device.cpu(1), chosen::incrementAndGet);
    Matrix y = Matrix.of(1, 2, new float[] {1, 2});
    device.addScaled(2, Matrix.of(1, 2, new float[] {10, 20}), y);
    device.addDropped(0, 1, y, Matrix.zeros(1, 2)); // a default of the interface
    assertArrayEquals(new float[] {21, 42}, y.values());
    assertEquals(2, chosen.get());
  }

  @Test
  void whatTheDeviceThrowsIsThrown() {
    Device device = BoundDevice.of(Device.cpu(1), () -> {});
    Matrix y = Matrix.zeros(1, 2);
    assertThrows(NullPointerException.class, () -> device.addScaled(1, null, y));
  }

  /** This build has the backend of the CPU. */
  @Test
  void withoutCudaThereIsNoGpu() {
    Nd4jDeviceProvider provider = new Nd4jDeviceProvider();
    assertFalse(provider.accelerated());
    Exception e = assertThrows(IllegalArgumentException.class, () -> provider.create(0));
    assertEquals("ND4J sees 0 GPUs, from 0; there is no GPU 0", e.getMessage());
  }
}
