// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextRowsTest {

  @Test
  void anIdDoesNotReachTheTerminalRaw() {
    assertEquals("\\u001b[2J\\u000a", TextRows.printable("\u001b[2J\n"));
    assertEquals("zoë 😀", TextRows.printable("zoë 😀"));
  }
}
