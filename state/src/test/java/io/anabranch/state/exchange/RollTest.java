// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RollTest {

  /** Four edges: for all layers, the second alone, the first alone, the first two. */
  private final Roll roll =
      Roll.of(new String[] {"a", "b", "a", "c"}, new int[] {LayerMask.ALL, 0b10, 0b01, 0b11});

  @Test
  void eachLayerHearsItsOwnInOrder() {
    assertArrayEquals(new String[] {"a", "a", "c"}, roll.own());
    assertArrayEquals(new String[] {"a", "b", "c"}, roll.onward().own());
    assertArrayEquals(new String[] {"a"}, roll.onward().onward().own());
    assertEquals("[a][-1]", roll.onward().onward().toString());
  }

  @Test
  void equalsByContents() {
    Roll same =
        Roll.of(new String[] {"a", "b", "a", "c"}, new int[] {LayerMask.ALL, 0b10, 0b01, 0b11});
    assertEquals(roll, same);
    assertEquals(roll.hashCode(), same.hashCode());
    assertNotEquals(roll, roll.onward());
    assertNotEquals(Roll.EMPTY, Roll.of(new String[] {"a"}, new int[] {1}));
    assertThrows(
        IllegalArgumentException.class, () -> Roll.of(new String[] {"a"}, new int[] {1, 2}));
  }
}
