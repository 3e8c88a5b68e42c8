// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.device.Device;
import picocli.CommandLine.Option;

/** What computes. */
final class DeviceMixin {

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description = "cpu, or nd4j where that module is on the class path.")
  private String name;

  String name() {
    return name;
  }

  Device device() {
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    throw CommandException.usage("--device: expected cpu; came '" + name + "'");
  }
}
