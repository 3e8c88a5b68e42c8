// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import java.util.Optional;

/**
 * Brings a device that stands in a module of its own. A module names its provider, a public class
 * with a public constructor without arguments, in {@code
 * META-INF/services/io.anabranch.model.device.DeviceProvider}; {@link Devices} finds it when the
 * module is on the class path.
 */
public interface DeviceProvider {

  /** What a user calls the device: lower-case letters and digits. */
  String name();

  /** One line: what it computes with. It starts nothing. */
  String description();

  /** Why the device cannot be used on this machine; empty when it can. It may start the device. */
  Optional<String> problem();

  /** Whether the device can be used on this machine. */
  default boolean available() {
    return problem().isEmpty();
  }

  /** The device. Called only where there is no {@link #problem}. */
  Device create();

  /**
   * Whether the device was built for accelerators, such as GPUs, and wants one for each executor.
   * It starts nothing, and is true where there is no accelerator, too.
   */
  default boolean accelerated() {
    return false;
  }

  /**
   * The device on one accelerator. Called only where there is no {@link #problem}.
   *
   * @param index of the accelerator, from 0
   * @throws IllegalArgumentException when there is none of that index
   */
  default Device create(int index) {
    throw new IllegalArgumentException(
        "device %s has accelerators when it is built for them; there is no accelerator %d"
            .formatted(name(), index));
  }
}
