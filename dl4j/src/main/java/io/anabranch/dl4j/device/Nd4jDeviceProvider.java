// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.DeviceProvider;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** Device {@code nd4j}, on the backend that this module was built with. */
public final class Nd4jDeviceProvider implements DeviceProvider {

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public String description() {
    return "ND4J, on the backend that the module was built with";
  }

  /** Starts ND4J, which takes a second or two the first time, to see whether it starts. */
  @Override
  public Optional<String> problem() {
    try {
      Nd4j.getBackend();
      return Optional.empty();
    } catch (LinkageError e) {
      // No backend, or one without natives for this machine: ND4J says so as its class is made.
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return Optional.of("ND4J does not start: " + cause);
    }
  }

  @Override
  public Device create() {
    return new Nd4jDevice();
  }

  /** Whether the CUDA backend is on the class path. */
  @Override
  public boolean accelerated() {
    ClassLoader loader = Nd4jDeviceProvider.class.getClassLoader();
    return loader.getResource("org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
  }

  @Override
  public Device create(int index) {
    int devices = accelerated() ? Nd4j.getAffinityManager().getNumberOfDevices() : 0;
    if (index < 0 || index >= devices) {
      throw new IllegalArgumentException(
          "ND4J sees %d GPUs, from 0; there is no GPU %d".formatted(devices, index));
    }
    return BoundDevice.of(new Nd4jDevice(), () -> Nd4j.getAffinityManager().unsafeSetDevice(index));
  }
}
