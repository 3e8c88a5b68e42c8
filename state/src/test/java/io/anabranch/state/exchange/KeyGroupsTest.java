// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {

  @Test
  void sameGroupsAsFlink() {
    for (int i = 0; i < 10_000; i++) {
      String vertex = "account-" + i;
      assertEquals(
          KeyGroupRangeAssignment.assignToKeyGroup(vertex, KeyGroups.COUNT), KeyGroups.of(vertex));
    }
    for (String vertex : new String[] {"", "\u0000", "polygenelubricants", "ä", "\uD83D\uDE00"}) {
      assertEquals(
          KeyGroupRangeAssignment.assignToKeyGroup(vertex, KeyGroups.COUNT), KeyGroups.of(vertex));
    }
  }

  @Test
  void aSyntheticKeyFallsIntoItsGroup() {
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      assertEquals(group, KeyGroups.of(KeyGroups.key(group)));
      assertTrue(KeyGroups.key(group).startsWith("\u0000"));
    }
  }
}
