// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Devices;
import picocli.CommandLine.Option;

/** What computes. */
final class DeviceMixin {

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description = "cpu, or nd4j: see docs/training.md.")
  private String name;

  String name() {
    return name;
  }

  Device device() {
    try {
      return Devices.named(name);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--device: " + e.getMessage());
    }
  }
}
