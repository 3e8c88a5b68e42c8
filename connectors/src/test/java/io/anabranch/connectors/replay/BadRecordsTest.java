// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.EventCodec;
import io.anabranch.connectors.codec.EventFormat;
import io.anabranch.connectors.codec.EventLimits;
import io.anabranch.state.event.EdgeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BadRecordsTest {

  @ParameterizedTest
  @EnumSource
  void eachKindIsRefused(EventFormat format) {
    EventCodec codec = format.newCodec(EventLimits.ofDimension(1));
    for (Outgoing record : BadRecords.kinds(format)) {
      assertThrows(
          BadRecordException.class,
          () -> codec.decode(record.topic(), record.key(), record.value()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void asManyAsAskedAreMixedIn(EventFormat format) {
    EventCodec codec = format.newCodec(EventLimits.ofDimension(1));
    List<Outgoing> good =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Outgoing.of(codec, EdgeEvent.add("a", "b", i)))
            .toList();
    List<Outgoing> mixed = new ArrayList<>();
    BadRecords.mixedInto(good.iterator(), 0.03, format).forEachRemaining(mixed::add);
    assertEquals(BadRecords.count(1_000, 0.03), mixed.stream().filter(Outgoing::bad).count());
    mixed.removeIf(Outgoing::bad);
    assertEquals(good, mixed);
    assertTrue(BadRecords.count(1_000, 0.03) == 30);
  }
}
