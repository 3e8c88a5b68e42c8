// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.model.device.Devices;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceLeaseTest {

  private static DeviceLease take(String device, String... indexes) {
    return DeviceLease.take(device, "chip", Set.of(indexes), Devices.all());
  }

  @Test
  void cpuIsCpuWhateverIsHandedOut() {
    assertEquals("cpu", take("cpu").words());
    assertEquals("cpu", take("cpu", "0").words());
  }

  @Test
  void withoutAnAcceleratorItIsCpuAndSaysSo() {
    assertEquals(
        "cpu: indexed was asked for, but Flink has handed this executor no chip",
        take("indexed").words());
  }

  @Test
  void executorsOfATaskManagerTakeTheLowestFreeIndex() {
    try (DeviceLease two = take("indexed", "10", "2", "7")) {
      assertEquals("indexed on chip 2", two.words());
      try (DeviceLease seven = take("indexed", "10", "2", "7")) {
        assertEquals("indexed on chip 7", seven.words());
      }
      try (DeviceLease seven = take("indexed", "7", "2")) {
        assertEquals("indexed on chip 7", seven.words()); // it was given back
        Exception e = assertThrows(IllegalStateException.class, () -> take("indexed", "2"));
        assertEquals(
            "one chip for each executor of a TaskManager; it has [2], and all are taken",
            e.getMessage());
      }
    }
  }

  @Test
  void anIndexThatTheDeviceDoesNotKnowIsToldAndGivenBack() {
    for (int i = 0; i < 2; i++) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> take("indexed", "8"));
      assertEquals("there is no accelerator 8", e.getMessage());
    }
  }
}
