// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import java.io.Serializable;
import java.time.Duration;

/**
 * Who trains.
 *
 * @param count executors: subtasks of the training operator
 * @param every how many steps each takes from one average to the next
 * @param device as {@link io.anabranch.model.device.Devices} names it
 * @param slot what an executor asks for when its device computes on accelerators
 * @param patience how long the cluster may take until all executors are there
 */
public record ExecutorSettings(int count, int every, String device, Slot slot, Duration patience)
    implements Serializable {

  /**
   * A slot with one accelerator. Flink grants cores and heap by these figures and holds nobody to
   * them.
   *
   * @param resource the external resource's name in the cluster's configuration
   * @param heapMegabytes task heap
   */
  public record Slot(String resource, double cores, int heapMegabytes) implements Serializable {

    public static final Slot GPU = new Slot("gpu", 1, 1024);
  }

  public ExecutorSettings {
    if (count < 1 || every < 1) {
      throw new IllegalArgumentException(
          "at least 1 executor, and an average every 1 step or more; got %d and %d"
              .formatted(count, every));
    }
  }

  /** That many, which meet every 10 steps. */
  public static ExecutorSettings of(int count, String device) {
    return new ExecutorSettings(count, 10, device, Slot.GPU, Duration.ofMinutes(2));
  }

  /** The same with averages as often as that. */
  public ExecutorSettings every(int steps) {
    return new ExecutorSettings(count, steps, device, slot, patience);
  }

  /** The same with a cluster that may take as long as that. */
  public ExecutorSettings within(Duration other) {
    return new ExecutorSettings(count, every, device, slot, other);
  }
}
