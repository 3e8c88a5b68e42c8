// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.state.exchange.KeyGroups;
import io.anabranch.state.gate.Horizon;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Clocks in bytes, those of the format before too, which had a clock more. */
class GroupClocksTest {

  /**
   * In format 1 the fourth clock was one that nobody goes by any more, and the fifth the index's.
   */
  @Test
  void whatWasWrittenOnceIsRead() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(1);
    out.writeLong(30);
    out.writeLong(20);
    out.writeLong(10);
    out.writeByte(3);
    write(out, 0, 2);
    write(out, 3, 40);
    write(out, 4, 50);
    GroupClocks clocks = GroupClocks.fromBytes(out.getCopyOfBuffer());
    assertEquals(30, clocks.working());
    assertEquals(20, clocks.begun());
    assertEquals(10, clocks.told());
    assertEquals(2, clocks.time(LinkClock.ROWS_EPOCH));
    assertEquals(50, clocks.time(LinkClock.INDEX_PERIOD));
    byte[] now = clocks.toBytes();
    assertArrayEquals(now, GroupClocks.fromBytes(now).toBytes());
  }

  @Test
  void anotherFormatIsRefused() {
    IOException e =
        assertThrows(IOException.class, () -> GroupClocks.fromBytes(new byte[] {3, 0, 0}));
    assertEquals("clocks of format 3, this build reads 1 and 2", e.getMessage());
  }

  private static void write(DataOutputSerializer out, int clock, long time) throws IOException {
    long[] senders = new long[KeyGroups.COUNT];
    Arrays.fill(senders, time);
    out.writeByte(clock);
    new Horizon(senders).write(out);
  }
}
