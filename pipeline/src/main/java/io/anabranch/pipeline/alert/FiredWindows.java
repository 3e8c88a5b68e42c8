// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The windows of one rule and key for which there was an alert. Bound: those that are still open,
 * which are few: from the horizon to the newest event.
 */
public final class FiredWindows {

  private static final int FORMAT = 1;

  private final TreeMap<Long, Long> ends = new TreeMap<>(); // by the beginning

  /** Whether there was none for the window from {@code start}; from now on there was. */
  boolean fire(long start, long end) {
    return ends.putIfAbsent(start, end) == null;
  }

  /** Forgets those that are over at that time. */
  public void forget(long time) {
    ends.values().removeIf(end -> end <= time);
  }

  public boolean isEmpty() {
    return ends.isEmpty();
  }

  public byte[] toBytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(24);
    out.writeByte(FORMAT);
    Wire.writeVarint(out, ends.size());
    for (Map.Entry<Long, Long> window : ends.entrySet()) {
      out.writeLong(window.getKey());
      out.writeLong(window.getValue());
    }
    return out.getCopyOfBuffer();
  }

  /** Reads {@link #toBytes()}. */
  public static FiredWindows fromBytes(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("windows of format " + format + ", this build reads format " + FORMAT);
    }
    FiredWindows windows = new FiredWindows();
    for (long left = Wire.readVarint(in); left > 0; left--) {
      windows.ends.put(in.readLong(), in.readLong());
    }
    return windows;
  }
}
