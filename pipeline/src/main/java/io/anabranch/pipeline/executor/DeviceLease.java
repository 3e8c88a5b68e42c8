// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.DeviceProvider;
import io.anabranch.model.device.Devices;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The device of one executor. Flink tells an operator of all accelerators of its TaskManager, not
 * of its slot's: so executors of one TaskManager take each the lowest index that is free.
 */
final class DeviceLease implements AutoCloseable {

  private static final Set<String> TAKEN = new HashSet<>();

  private final Device device;
  private final String words;
  private final String key; // null: no accelerator

  private DeviceLease(Device device, String words, String key) {
    this.device = device;
    this.words = words;
    this.key = key;
  }

  /**
   * @param name of the device
   * @param resource the external resource that accelerators are asked for by
   * @param indexes that Flink has handed this executor; none on a cluster without accelerators
   * @throws IllegalArgumentException when the device cannot be used here
   * @throws IllegalStateException when all accelerators are other executors'
   */
  static DeviceLease take(
      String name, String resource, Set<String> indexes, List<DeviceProvider> providers) {
    DeviceProvider provider =
        providers.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
    if (provider == null || !provider.accelerated()) {
      return new DeviceLease(Devices.named(name), name, null);
    }
    if (indexes.isEmpty()) {
      return new DeviceLease(
          Device.cpu(),
          "cpu: %s was asked for, but Flink has handed this executor no %s"
              .formatted(name, resource),
          null);
    }
    Optional<String> problem = provider.problem();
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          "device %s (%s) cannot be used here: %s"
              .formatted(name, provider.description(), problem.get()));
    }
    String index = free(resource, indexes);
    String key = key(resource, index);
    try {
      Device device = provider.create(Integer.parseInt(index));
      return new DeviceLease(device, "%s on %s %s".formatted(name, resource, index), key);
    } catch (RuntimeException e) {
      giveBack(key);
      throw e;
    }
  }

  private static String free(String resource, Set<String> indexes) {
    synchronized (TAKEN) {
      String lowest =
          indexes.stream()
              .sorted(Comparator.comparingInt(Integer::parseInt))
              .filter(index -> !TAKEN.contains(key(resource, index)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "one %s for each executor of a TaskManager; it has %s, and all are taken"
                              .formatted(resource, indexes)));
      TAKEN.add(key(resource, lowest));
      return lowest;
    }
  }

  private static String key(String resource, String index) {
    return resource + " " + index;
  }

  private static void giveBack(String key) {
    synchronized (TAKEN) {
      TAKEN.remove(key);
    }
  }

  Device device() {
    return device;
  }

  /** What it is, for people. */
  String words() {
    return words;
  }

  @Override
  public void close() {
    if (key != null) {
      giveBack(key);
    }
  }
}
