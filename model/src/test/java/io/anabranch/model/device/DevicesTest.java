// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevicesTest {

  /** A device that comes with another module. */
  private record Provider(String name, Optional<String> problem, Device create)
      implements DeviceProvider {
    @Override
    public String description() {
      return "an array of sand clocks";
    }
  }

  private static final Device CPU = Device.cpu(1);
  private static final Provider SAND = new Provider("sand", Optional.empty(), CPU);
  private static final Provider WET = new Provider("wet", Optional.of("the sand is wet"), CPU);

  @Test
  void theCpuIsAlwaysThere() {
    assertInstanceOf(CpuDevice.class, Devices.named("cpu"));
    assertEquals("cpu", Devices.all().get(0).name());
  }

  @Test
  void aDeviceIsFoundByItsName() {
    assertSame(CPU, Devices.named("sand", List.of(WET, SAND)));
  }

  @Test
  void anUnknownNameIsToldWhatThereIs() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Devices.named("gpu", List.of(new CpuDeviceProvider(), SAND)));
    assertEquals(
        "a device is one of these: cpu (our own kernels, on all cores), sand (an array of sand"
            + " clocks); got 'gpu'. Those of other modules, such as nd4j of anabranch-dl4j, are"
            + " there when the module is on the class path",
        e.getMessage());
  }

  @Test
  void aDeviceThatCannotBeUsedSaysWhy() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Devices.named("wet", List.of(SAND, WET)));
    assertEquals(
        "device wet (an array of sand clocks) cannot be used here: the sand is wet",
        e.getMessage());
  }
}
