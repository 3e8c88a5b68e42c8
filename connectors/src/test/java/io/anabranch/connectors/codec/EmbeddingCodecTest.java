// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of both formats, frozen: rows on a topic outlive the program that wrote them. */
class EmbeddingCodecTest {

  private static final Embedding ROW =
      new Embedding("a", 1_000, 2_000, 3, 4, new float[] {0.5f, -0f, 1.1f});

  private static final String AVRO =
      "c301"
          + "d6c34c1de1da6e3d"
          + "0261"
          + "d00f"
          + "a01f"
          + "06"
          + "08"
          + "06"
          + "0000003f"
          + "00000080"
          + "cdcc8c3f"
          + "00";

  private static final String JSON =
      "{\"vertex\":\"a\",\"eventTime\":1000,\"arrived\":2000,\"sequence\":3,\"modelVersion\":4,"
          + "\"values\":[0.5,-0.0,1.1]}";

  @Test
  void avroStaysAsItIs() throws BadRecordException {
    byte[] frozen = HexFormat.of().parseHex(AVRO);
    assertArrayEquals(frozen, new AvroEmbeddingCodec().encode(ROW));
    assertEquals(ROW, new AvroEmbeddingCodec().decode(frozen));
  }

  @Test
  void jsonStaysAsItIs() throws BadRecordException {
    assertEquals(JSON, new String(new JsonEmbeddingCodec().encode(ROW), UTF_8));
    assertEquals(ROW, new JsonEmbeddingCodec().decode(JSON.getBytes(UTF_8)));
  }

  @Test
  void anEncoderForgetsWhatItWroteBefore() {
    AvroEmbeddingCodec codec = new AvroEmbeddingCodec();
    codec.encode(new Embedding("long name", 9, 9, 9, 9, new float[99]));
    assertArrayEquals(new AvroEmbeddingCodec().encode(ROW), codec.encode(ROW));
  }

  @Test
  void refusesAnotherSchema() {
    byte[] value = new AvroEmbeddingCodec().encode(ROW);
    value[5] ^= 1;
    assertRefused(Reason.MALFORMED, value);
  }

  @Test
  void refusesWhatFollows() {
    assertRefused(Reason.MALFORMED, HexFormat.of().parseHex(AVRO + "00"));
  }

  @Test
  void doesNotBelieveALengthWithoutTheBytes() {
    String header = AVRO.substring(0, 20);
    assertRefused(Reason.MALFORMED, HexFormat.of().parseHex(header + "feffffffffffffffff01"));
  }

  @Test
  void refusesTombstonesAndOtherFormats() {
    assertRefused(Reason.NULL_VALUE, null);
    assertRefused(Reason.MALFORMED, new byte[0]);
    assertRefused(Reason.MALFORMED, new byte[] {1, 2, 3});
  }

  private static void assertRefused(Reason reason, byte[] value) {
    BadRecordException e =
        assertThrows(BadRecordException.class, () -> EmbeddingCodecs.decodeAny(value));
    assertEquals(reason, e.reason(), e.getMessage());
  }
}
