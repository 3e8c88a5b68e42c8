// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.pipeline.config.AnabranchConfig.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionTypeTest {

  @Test
  void durationsNeedTheirUnitAndKeepTheirBounds() {
    OptionType<Duration> type = OptionType.duration("1ms", "2d");
    assertEquals(Optional.of(Duration.ofMillis(5)), type.parse("5ms"));
    assertEquals(Optional.of(Duration.ofMinutes(90)), type.parse("90 m"));
    assertEquals(Optional.of(Duration.ofDays(2)), type.parse("48h"));
    for (String bad : new String[] {"", "5", "ms", "-5ms", "0ms", "3d", "1.5s", "5MS", "5ms "}) {
      assertEquals(Optional.empty(), type.parse(bad), bad);
    }
  }

  @Test
  void sizesAreBinary() {
    OptionType<Integer> type = OptionType.size("1B", "1GiB");
    assertEquals(Optional.of(1 << 20), type.parse("1MiB"));
    assertEquals(Optional.of(1 << 30), type.parse("1GiB"));
    for (String bad : new String[] {"1MB", "1", "0B", "2GiB", "999999999999GiB"}) {
      assertEquals(Optional.empty(), type.parse(bad), bad);
    }
  }

  @Test
  void integersKeepTheirBounds() {
    OptionType<Integer> type = OptionType.integer("things", 0, 7);
    assertEquals(Optional.of(7), type.parse("7"));
    for (String bad : new String[] {"8", "-1", "seven", "7.0", "0x7", "99999999999"}) {
      assertEquals(Optional.empty(), type.parse(bad), bad);
    }
  }

  @Test
  void choicesAreKebabCase() {
    OptionType<Delivery> type = OptionType.choice(Delivery.class);
    assertEquals("at-least-once or exactly-once", type.expected());
    assertEquals(Optional.of(Delivery.AT_LEAST_ONCE), type.parse("at-least-once"));
    assertEquals(Optional.empty(), type.parse("AT_LEAST_ONCE"));
  }

  @Test
  void hostsComeWithPorts() {
    OptionType<String> type = OptionType.hostPorts();
    assertEquals(Optional.of("a:1,b.c:65535"), type.parse("a:1, b.c:65535"));
    assertEquals(Optional.of("[::1]:9092"), type.parse("[::1]:9092"));
    for (String bad : new String[] {"", "a", "a:", "a:0", "a:65536", "a:1,", ":1", "http://a:1"}) {
      assertEquals(Optional.empty(), type.parse(bad), bad);
    }
  }

  @Test
  void topicsAndPaths() {
    assertEquals(Optional.of("a.b_c-D"), OptionType.topic().parse("a.b_c-D"));
    for (String bad : new String[] {"", ".", "..", "a b", "a/b", "x".repeat(250)}) {
      assertEquals(Optional.empty(), OptionType.topic().parse(bad), bad);
    }
    assertEquals(Optional.of(Path.of("x/y")), OptionType.path().parse("x/y"));
    assertEquals(Optional.empty(), OptionType.path().parse(" "));
    assertEquals(Optional.empty(), OptionType.path().parse("a\0b"));
  }
}
