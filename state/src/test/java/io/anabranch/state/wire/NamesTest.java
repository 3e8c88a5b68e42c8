// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void anIdThatIsKnownIsOneString() {
    String first = Names.shared(new String("vertex-17"));
    assertSame(first, Names.shared(new String("vertex-17")));
  }

  /** More than there are places, so many share one: each still is itself. */
  @Test
  void whateverSharesAPlaceIsGivenAsItIs() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 200_000; i++) {
        assertEquals("v" + i, Names.shared("v" + i));
      }
    }
  }
}
