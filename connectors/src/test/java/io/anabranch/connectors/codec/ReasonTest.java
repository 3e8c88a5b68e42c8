// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void codesArePartOfTheFormat() {
    assertEquals(
        List.of(
            "null-key",
            "null-value",
            "too-large",
            "malformed",
            "unknown-schema",
            "wrong-type",
            "missing-field",
            "bad-id",
            "bad-timestamp",
            "bad-number",
            "wrong-dimension",
            "unknown-op",
            "late",
            "too-far-ahead"),
        Arrays.stream(Reason.values()).map(Reason::code).toList());
  }

  @Test
  void codesAreReadBack() {
    for (Reason reason : Reason.values()) {
      assertEquals(reason, Reason.ofCode(reason.code()));
    }
    assertThrows(IllegalArgumentException.class, () -> Reason.ofCode("no-such-thing"));
  }
}
