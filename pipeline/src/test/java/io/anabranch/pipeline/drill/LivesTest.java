// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Rows that come twice, and rows that only look so. */
class LivesTest {

  private final Lives lives = new Lives();

  @Test
  void aNumberThatDoesNotRiseWasSeenBefore() {
    assertFalse(lives.seenBefore("v", 10, 1));
    assertFalse(lives.seenBefore("v", 11, 2));
    assertTrue(lives.seenBefore("v", 12, 2));
    assertFalse(lives.seenBefore("w", 13, 1));
  }

  /**
   * Found by a drill of long outages: 11 was committed; the tombstone and the rows 1 and 2 of the
   * next life were aborted with their transaction; row 3 was committed.
   */
  @Test
  void aLifeMayEndInATransactionThatWasAborted() {
    lives.end("v", 2413);
    assertFalse(lives.seenBefore("v", 2069, 11));
    assertFalse(lives.seenBefore("v", 3142, 3));
    assertTrue(lives.seenBefore("v", 3200, 3), "no end lies between these two");
  }

  @Test
  void theEndOfAnotherVertexIsNone() {
    lives.end("w", 20);
    assertFalse(lives.seenBefore("v", 10, 5));
    assertTrue(lives.seenBefore("v", 30, 5));
  }
}
