// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntilTest {

  @Test
  void aTimeOrOffsets() {
    Instant time = Instant.parse("2026-11-26T08:00:00Z");
    assertEquals(new Until.Time(time), Until.parse("2026-11-26T08:00:00Z"));
    assertEquals(new Until.Time(time), Until.parse(" 2026-11-26T10:00:00+02:00"));
    assertEquals(
        new Until.Offsets(
            List.of(new Until.Offset("a.b_c-d", 0, 1234), new Until.Offset("e", 17, 0))),
        Until.parse("a.b_c-d:0=1234, e:17=0"));
  }

  @Test
  void whatIsPrintedIsRead() {
    Map<String, long[]> ends = Map.of("b", new long[] {3, 0}, "a", new long[] {1L << 40});

    assertEquals("a:0=1099511627776,b:0=3,b:1=0", Until.text(ends));
    assertEquals(Until.of(ends), Until.parse(Until.text(ends)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-26",
        "2026-11-26T08:00:00",
        "1969-12-31T23:59:59Z",
        "edges:0",
        "+1000000000-12-31T23:59:59Z",
        "1234"
      })
  void whatIsNeitherIsSaid(String text) {
    assertEquals(
        "expected a time such as 2026-11-26T08:00:00Z, or offsets such as"
            + " edges:0=1234,edges:1=9; came '%s'".formatted(text),
        refused(text));
  }

  @Test
  void allFaultsAtOnce() {
    assertEquals(
        """
        6 faults:
          expected an offset such as edges:0=1234; came 'edges=5'
          expected an offset such as edges:0=1234; came ''
          expected an offset such as edges:0=1234; came 'edges:0=-1'
          expected each partition once; came edges:1 again
          expected numbers that a partition can have; came 'edges:4294967296=1'
          expected numbers that a partition can have; came 'edges:2=9223372036854775808'\
        """,
        refused(
            "edges=5,,edges:0=-1,edges:1=1,edges:1=2,edges:4294967296=1,"
                + "edges:2=9223372036854775808,edges:3=4"));
  }

  private static String refused(String text) {
    return assertThrows(UntilException.class, () -> Until.parse(text)).getMessage();
  }
}
