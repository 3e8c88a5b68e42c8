// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.device;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The devices that there are: {@code cpu}, and those whose modules are on the class path.
 *
 * <pre>{@code
 * Device device = Devices.named("nd4j");
 * }</pre>
 */
public final class Devices {

  private Devices() {}

  /** All of them, {@code cpu} first, whether they can be used here or not. */
  public static List<DeviceProvider> all() {
    List<DeviceProvider> all = new ArrayList<>(List.of(new CpuDeviceProvider()));
    ServiceLoader.load(DeviceProvider.class, Devices.class.getClassLoader()).forEach(all::add);
    return all;
  }

  /**
   * The device of that name.
   *
   * @throws IllegalArgumentException when there is none, or it cannot be used here; the message
   *     lists what there is
   */
  public static Device named(String name) {
    return named(name, all());
  }

  static Device named(String name, List<DeviceProvider> all) {
    DeviceProvider provider =
        all.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    if (provider == null) {
      throw new IllegalArgumentException(
          "a device is one of these: %s; got '%s'. Those of other modules, such as nd4j of"
                  .formatted(listed(all), name)
              + " anabranch-dl4j, are there when the module is on the class path");
    }
    provider
        .problem()
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(
                  "device %s (%s) cannot be used here: %s"
                      .formatted(name, provider.description(), problem));
            });
    return provider.create();
  }

  private static String listed(List<DeviceProvider> all) {
    return all.stream()
        .map(p -> p.name() + " (" + p.description() + ")")
        .collect(Collectors.joining(", "));
  }
}
