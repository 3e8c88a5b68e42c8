// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The largest timestamp seen in each partition, and with it what is late: an event is late when its
 * timestamp is below that maximum less the allowed lateness.
 *
 * <p>The verdict depends on the prefix of the partition's log and on nothing else, so it is the
 * same at every parallelism and after every recovery.
 */
public final class PartitionClocks {

  /** A partition of an input topic. */
  public record Partition(String topic, int number) {}

  private final long allowedLateness;
  private final Map<Partition, Long> maxima = new HashMap<>();

  /**
   * @param allowedLateness milliseconds
   */
  public PartitionClocks(long allowedLateness) {
    if (allowedLateness < 0) {
      throw new IllegalArgumentException("allowed lateness is negative: " + allowedLateness);
    }
    this.allowedLateness = allowedLateness;
  }

  /** Takes an event's timestamp in; false when the event is late, and then nothing changes. */
  public boolean admit(Partition partition, long timestamp) {
    Long maximum = maxima.get(partition);
    if (maximum != null && timestamp < maximum - allowedLateness) {
      return false;
    }
    if (maximum == null || timestamp > maximum) {
      maxima.put(partition, timestamp);
    }
    return true;
  }

  /** The largest timestamp of the partition; null before its first event. */
  public Long maximum(Partition partition) {
    return maxima.get(partition);
  }

  /** The time of the partition: no event admitted from now on is older. */
  public long time(Partition partition) {
    Long maximum = maxima.get(partition);
    return maximum == null ? Long.MIN_VALUE : maximum - allowedLateness;
  }

  /** Restores a partition's maximum; of several that are restored the largest counts. */
  public void restore(Partition partition, long maximum) {
    maxima.merge(partition, maximum, Math::max);
  }

  /** Shows every partition with its maximum, to be kept. */
  public void forEach(BiConsumer<Partition, Long> visitor) {
    maxima.forEach(visitor);
  }
}
