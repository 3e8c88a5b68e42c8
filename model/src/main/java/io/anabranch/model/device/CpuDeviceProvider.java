// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import java.util.Optional;

/** Our own kernels: always there. */
final class CpuDeviceProvider implements DeviceProvider {

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public String description() {
    return "our own kernels, on all cores";
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public Device create() {
    return Device.cpu();
  }
}
