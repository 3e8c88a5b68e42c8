// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class SettledEndsTest {

  @Test
  void withoutTransactionsItIsTheEnd() {
    SettledEnds ends = new SettledEnds(false, new long[] {5, 5});

    assertArrayEquals(new long[] {7, 6}, ends.at(1, new long[] {7, 6}));
    assertArrayEquals(new long[] {9, 6}, ends.at(2, new long[] {9, 6}));
  }

  @Test
  void withTransactionsItIsTheEndOfTheLastCompleteCheckpoint() {
    SettledEnds ends = new SettledEnds(true, new long[] {5});

    assertArrayEquals(new long[] {5}, ends.at(1, new long[] {7}), "nothing is committed yet");
    ends.complete(1);
    assertArrayEquals(new long[] {7}, ends.at(2, new long[] {9}));
  }

  @Test
  void aCheckpointThatFailedLeavesItsRowsToTheNextOne() {
    SettledEnds ends = new SettledEnds(true, new long[] {5});
    ends.at(1, new long[] {7});
    ends.complete(1);
    ends.at(2, new long[] {9}); // is never complete

    assertArrayEquals(new long[] {7}, ends.at(3, new long[] {11}));
    ends.complete(3);
    assertArrayEquals(new long[] {11}, ends.at(4, new long[] {13}));
  }

  @Test
  void aCheckpointThatIsNotOursToldCompleteChangesNothing() {
    SettledEnds ends = new SettledEnds(true, new long[] {5});
    ends.complete(1);
    assertArrayEquals(new long[] {5}, ends.at(2, new long[] {7}));
  }
}
