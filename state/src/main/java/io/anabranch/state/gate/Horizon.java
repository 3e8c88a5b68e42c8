// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.gate;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What one key group knows of the clocks of an input topic: the horizon H is the smallest of the
 * partitions' times. No event that is still to come is older than H. H never falls.
 */
public final class Horizon {

  private long[] times;
  private long smallest; // asked for with every record

  /** A horizon before any clock was heard. */
  public Horizon() {
    this(new long[0]);
  }

  /** A horizon restored from {@link #times()}. */
  public Horizon(long[] times) {
    this.times = times.clone();
    this.smallest = smallest();
  }

  /**
   * Hears the time of one partition.
   *
   * @param partition its number
   * @param partitions how many there are in the topic
   */
  public void hear(int partition, int partitions, long time) {
    if (times.length < partitions) {
      int known = times.length;
      times = Arrays.copyOf(times, partitions);
      Arrays.fill(times, known, partitions, Long.MIN_VALUE);
    }
    times[partition] = Math.max(times[partition], time);
    smallest = smallest();
  }

  /** H, or {@link Long#MIN_VALUE} while a partition has not been heard. */
  public long time() {
    return smallest;
  }

  private long smallest() {
    long smallest = times.length == 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    for (long time : times) {
      smallest = Math.min(smallest, time);
    }
    return smallest;
  }

  /** The partitions' times, to be kept. */
  public long[] times() {
    return times.clone();
  }

  /** Writes the times. */
  public void write(DataOutputView out) throws IOException {
    Wire.writeVarint(out, times.length);
    for (long time : times) {
      out.writeLong(time);
    }
  }

  /** Reads what {@link #write} has written. */
  public static Horizon read(DataInputView in) throws IOException {
    long[] times = new long[(int) Wire.readVarint(in)];
    for (int i = 0; i < times.length; i++) {
      times[i] = in.readLong();
    }
    return new Horizon(times);
  }
}
