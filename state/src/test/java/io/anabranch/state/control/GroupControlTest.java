// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.state.event.InputTopic;
import io.anabranch.state.exchange.Message.Mark;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupControlTest {

  @Test
  void comesBack() {
    GroupControl control = new GroupControl();
    control.horizon(InputTopic.EDGES).hear(0, 2, 10);
    control.horizon(InputTopic.EDGES).hear(1, 2, -20);
    control.marks().hear(new Mark(3, "a", 127, 128));
    control.marks().hear(new Mark(3, "b", 1, 2));
    control.periods().hear(0, 128, 60);

    GroupControl read = GroupControl.fromBytes(control.toBytes());
    assertArrayEquals(new long[] {10, -20}, read.horizon(InputTopic.EDGES).times());
    assertEquals(control.marks().heard(), read.marks().heard());
    assertArrayEquals(control.periods().times(), read.periods().times());
    assertFalse(read.marks().hear(new Mark(3, "a", 126, 128)));
    assertTrue(read.marks().hear(new Mark(3, "b", 0, 2)));
  }

  @Test
  void emptyComesBack() {
    GroupControl read = GroupControl.fromBytes(new GroupControl().toBytes());
    assertEquals(Long.MIN_VALUE, read.horizon(InputTopic.EDGES).time());
    assertTrue(read.marks().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(bytes = {4, 127, 0, -1})
  void anotherFormatIsRefused(byte format) {
    byte[] bytes = new GroupControl().toBytes();
    bytes[0] = format;
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> GroupControl.fromBytes(bytes));
    assertEquals(
        "control state of format " + format + ", this build reads up to 3", e.getMessage());
  }

  @Test
  void bytesThatBreakOffAreRefused() {
    GroupControl control = new GroupControl();
    control.horizon(InputTopic.EDGES).hear(0, 1, 10);
    byte[] bytes = control.toBytes();
    assertThrows(
        IllegalStateException.class,
        () -> GroupControl.fromBytes(Arrays.copyOf(bytes, bytes.length - 2)));
  }
}
