// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.connectors.codec.BadRecordException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCodecTest {

  private static final ProbeStatus STATUS =
      new ProbeStatus("p", 123, 2, Map.of("f", new long[] {3}, "e", new long[] {17, 9}));

  private static final String JSON =
      "{\"type\":\"probe\",\"probe\":\"p\",\"horizon\":123,\"modelVersion\":2,"
          + "\"offsets\":{\"e\":[17,9],\"f\":[3]}}";

  private final StatusCodec codec = new StatusCodec();

  @Test
  void theFormatStaysAsItIs() throws BadRecordException {
    assertEquals(JSON, new String(codec.encode(STATUS), UTF_8));
    assertEquals(Optional.of(STATUS), codec.decodeProbe(JSON.getBytes(UTF_8)));
  }

  @Test
  void otherStatusesArePassedOver() throws BadRecordException {
    assertEquals(Optional.empty(), codec.decodeProbe("{\"type\":\"model\"}".getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"type\":1}",
        "{\"type\":\"probe\"}",
        "{\"type\":\"probe\",\"probe\":\"p\",\"horizon\":1,\"modelVersion\":2,"
            + "\"offsets\":{\"e\":[\"x\"]}}"
      })
  void whatIsNoStatusIsRefused(String json) {
    assertThrows(BadRecordException.class, () -> codec.decodeProbe(json.getBytes(UTF_8)));
  }
}
