// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class RowLogTest {

  @Test
  void aTableLagsBehindByItsLag() {
    RowLog log = new RowLog();
    RowLog.Lagging now = log.table(2, 0);
    RowLog.Lagging late = log.table(2, 50);
    log.add(new RowLog.Row(1, new float[] {1}, 100));
    log.add(new RowLog.Row(1, new float[] {2}, 130));
    log.advance(130);
    assertArrayEquals(new float[] {2}, now.row(1));
    assertNull(late.row(1));
    log.advance(149);
    assertNull(late.row(1));
    log.advance(150);
    assertArrayEquals(new float[] {1}, late.row(1));
    log.advance(180);
    assertArrayEquals(new float[] {2}, late.row(1));
    assertNull(now.row(0));
  }
}
