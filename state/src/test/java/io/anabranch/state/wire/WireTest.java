// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

  private final DataOutputSerializer out = new DataOutputSerializer(16);

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "127, 1",
    "128, 2",
    "16383, 2",
    "16384, 3",
    "9223372036854775807, 9",
    "-1, 10"
  })
  void varintsAreShortWhenSmall(long value, int bytes) throws IOException {
    Wire.writeVarint(out, value);
    assertEquals(bytes, out.length());
    assertEquals(value, Wire.readVarint(in()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-1, 1",
    "63, 1",
    "-64, 1",
    "64, 2",
    "-65, 2",
    "9223372036854775807, 10",
    "-9223372036854775808, 10"
  })
  void signedNumbersAreShortNearZero(long value, int bytes) throws IOException {
    Wire.writeSigned(out, value);
    assertEquals(bytes, out.length());
    assertEquals(value, Wire.readSigned(in()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ü", "\u0000", "\uD83D\uDE00"})
  void stringsComeBack(String value) throws IOException {
    Wire.writeString(out, value);
    assertEquals(value, Wire.readString(in()));
  }

  /** Flink's own writeUTF ends at 65,535 bytes. */
  /** Written into the buffer where there is room, or behind it: the bytes are those of UTF-8. */
  @Test
  void stringsAreUtf8HoweverFullTheBuffer() throws IOException {
    for (String one : new String[] {"a", "7", "é", "\u0000", "€"}) {
      for (int full = 0; full < 40; full++) {
        for (int length = 0; length < 40; length++) {
          String value = "x".repeat(length / 2) + one.repeat(length - length / 2);
          DataOutputSerializer small = new DataOutputSerializer(40);
          small.write(new byte[full]);
          Wire.writeString(small, value);
          byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
          byte[] written = small.getCopyOfBuffer();
          assertEquals(bytes.length, written[full], "fewer than 128");
          assertArrayEquals(bytes, Arrays.copyOfRange(written, full + 1, written.length));
        }
      }
    }
  }

  @Test
  void longStringsComeBack() throws IOException {
    String value = "ü".repeat(50_000);
    Wire.writeString(out, value);
    assertEquals(100_003, out.length());
    assertEquals(value, Wire.readString(in()));
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 4",
    "-2147483648, 4",
    "2147483648, 5",
    "-2147483649, 5",
    "549755813887, 5",
    "-549755813888, 5",
    "549755813888, 8",
    "-549755813889, 8",
    "9223372036854775807, 8",
    "-9223372036854775808, 8"
  })
  void longsAreAsWideAsTheWidest(long widest, int width) throws IOException {
    long[] values = {99, 1, widest, -1, 99};
    Wire.writeLongs(out, values, 1, 3);
    assertEquals(1 + 3 * width, out.length());
    long[] read = new long[3];
    Wire.readLongs(in(), read, 3);
    assertArrayEquals(new long[] {1, widest, -1}, read);
    DataOutputSerializer narrow = new DataOutputSerializer(1); // that has to grow on the way
    Wire.writeLongs(narrow, values, 1, 3);
    assertArrayEquals(out.getCopyOfBuffer(), narrow.getCopyOfBuffer());
  }

  @Test
  void floatsComeBackBitByBit() throws IOException {
    float[] values = {0f, -0f, Float.MIN_VALUE, -1.5f, Float.intBitsToFloat(0x7FC00001)};
    Wire.writeFloats(out, values);
    float[] read = Wire.readFloats(in(), values.length);
    for (int i = 0; i < values.length; i++) {
      assertEquals(Float.floatToRawIntBits(values[i]), Float.floatToRawIntBits(read[i]));
    }
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] endless = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    assertThrows(IOException.class, () -> Wire.readVarint(new DataInputDeserializer(endless)));
    assertThrows(IOException.class, () -> Wire.readString(new DataInputDeserializer(endless)));
    byte[] width = {3, 0, 0, 0};
    assertThrows(
        IOException.class, () -> Wire.readLongs(new DataInputDeserializer(width), new long[1], 1));
  }

  private DataInputDeserializer in() {
    return new DataInputDeserializer(out.getCopyOfBuffer());
  }
}
