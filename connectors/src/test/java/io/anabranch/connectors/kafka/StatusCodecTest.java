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
  void whatItSaysOfModelsStaysAsItIs() throws BadRecordException {
    ModelStatus refused = new ModelStatus(ModelStatus.State.REFUSED, "demo", 2, "too deep");
    ModelStatus serving = new ModelStatus(ModelStatus.State.SERVING, "demo", 2, "");
    String json =
        "{\"type\":\"model\",\"state\":\"refused\",\"name\":\"demo\",\"version\":2,"
            + "\"reason\":\"too deep\"}";
    assertEquals(json, new String(codec.encode(refused), UTF_8));
    assertEquals(Optional.of(refused), codec.decodeModel(json.getBytes(UTF_8)));
    assertEquals(
        "{\"type\":\"model\",\"state\":\"serving\",\"name\":\"demo\",\"version\":2}",
        new String(codec.encode(serving), UTF_8));
    assertEquals(Optional.of(serving), codec.decodeModel(codec.encode(serving)));
    assertEquals(Optional.empty(), codec.decodeModel(JSON.getBytes(UTF_8)));
    assertThrows(
        BadRecordException.class,
        () ->
            codec.decodeModel(
                "{\"type\":\"model\",\"state\":\"x\",\"name\":\"a\",\"version\":1}"
                    .getBytes(UTF_8)));
  }

  @Test
  void howFarASweepIsStaysAsItIs() throws BadRecordException {
    ModelStatus sweeping =
        new ModelStatus(
            ModelStatus.State.SWEEPING, "demo", 2, "", new ModelStatus.Sweep(40, 1_250, 8_012));
    String json =
        "{\"type\":\"model\",\"state\":\"sweeping\",\"name\":\"demo\",\"version\":2,"
            + "\"percent\":40,\"millis\":1250,\"vertices\":8012}";
    assertEquals(json, new String(codec.encode(sweeping), UTF_8));
    assertEquals(Optional.of(sweeping), codec.decodeModel(json.getBytes(UTF_8)));
    assertThrows(
        BadRecordException.class,
        () -> codec.decodeModel(json.replace("1250", "\"soon\"").getBytes(UTF_8)));
  }

  @Test
  void anAnnouncementStaysAsItIs() throws BadRecordException {
    ModelAnnouncement demo = new ModelAnnouncement("demo", 2, "file:///m/demo/2", "ab");
    String json =
        "{\"name\":\"demo\",\"version\":2,\"uri\":\"file:///m/demo/2\",\"sha256\":\"ab\"}";
    assertEquals(json, new String(demo.toBytes(), UTF_8));
    assertEquals(demo, ModelAnnouncement.fromBytes(json.getBytes(UTF_8)));
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
