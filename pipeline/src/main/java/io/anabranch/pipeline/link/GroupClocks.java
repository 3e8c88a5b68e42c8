// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.gate.Horizon;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far the senders of one key group have come, by the marks that it has heard. A clock is the
 * smallest time of its 128 senders; it never falls, and hearing a mark again changes nothing.
 * Beside them the end of the period that the group is at work for.
 */
public final class GroupClocks {

  /** The end of the last period, of a bounded input. */
  public static final long LAST = Long.MAX_VALUE;

  /** No period. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int FORMAT = 2;
  private static final LinkClock[] CLOCKS = LinkClock.values();

  /** Clocks by their byte in format 1; null: nobody goes by it any more. */
  private static final LinkClock[] CLOCKS_1 = {
    LinkClock.ROWS_EPOCH, LinkClock.ROWS_PERIOD, LinkClock.FIRST_EPOCH, null, LinkClock.INDEX_PERIOD
  };

  private final Map<LinkClock, Horizon> times = new EnumMap<>(LinkClock.class);
  private long working = NONE;
  private long begun = NONE;
  private long told = NONE;

  /** Hears a mark; true when the clock has moved. */
  public boolean hear(LinkMessage.Mark mark) {
    Horizon clock = times.computeIfAbsent(mark.clock(), GroupClocks::unheard);
    long before = clock.time();
    clock.hear(mark.from(), KeyGroups.COUNT, mark.time());
    return clock.time() > before;
  }

  private static Horizon unheard(LinkClock clock) {
    long[] senders = new long[KeyGroups.COUNT];
    Arrays.fill(senders, start(clock));
    return new Horizon(senders);
  }

  /** A clock. */
  public long time(LinkClock clock) {
    Horizon heard = times.get(clock);
    return heard == null ? start(clock) : heard.time();
  }

  private static long start(LinkClock clock) {
    return switch (clock) {
      case ROWS_EPOCH, FIRST_EPOCH -> 0;
      case ROWS_PERIOD, INDEX_PERIOD -> NONE;
    };
  }

  /** The end of the period that is worked for; {@link #NONE}. */
  public long working() {
    return working;
  }

  /**
   * Work for a period begins; one that is worked for already is left for it.
   *
   * @return whether the group was not at work
   */
  public boolean begin(long period) {
    boolean idle = working == NONE;
    working = period;
    begun = period;
    return idle;
  }

  /** The end of the last period that work began for. */
  public long begun() {
    return begun;
  }

  /** The work is done. */
  public void done() {
    working = NONE;
  }

  /** The end of the last period that the next operator was told of. */
  public long told() {
    return told;
  }

  /** The next operator was told of the period that is worked for. */
  public void tell() {
    told = working;
  }

  /** This as bytes. */
  public byte[] toBytes() {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      out.writeByte(FORMAT);
      out.writeLong(working);
      out.writeLong(begun);
      out.writeLong(told);
      out.writeByte(times.size());
      for (Map.Entry<LinkClock, Horizon> clock : times.entrySet()) {
        out.writeByte(clock.getKey().ordinal());
        clock.getValue().write(out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out.getCopyOfBuffer();
  }

  /** Reads {@link #toBytes()}. */
  public static GroupClocks fromBytes(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int format = in.readByte();
    if (format != FORMAT && format != 1) {
      throw new IOException("clocks of format " + format + ", this build reads 1 and " + FORMAT);
    }
    LinkClock[] known = format == 1 ? CLOCKS_1 : CLOCKS;
    GroupClocks clocks = new GroupClocks();
    clocks.working = in.readLong();
    clocks.begun = in.readLong();
    clocks.told = in.readLong();
    int count = in.readByte();
    for (int i = 0; i < count; i++) {
      LinkClock clock = known[in.readByte()];
      Horizon time = Horizon.read(in);
      if (clock != null) {
        clocks.times.put(clock, time);
      }
    }
    return clocks;
  }
}
