// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import static io.anabranch.model.artifact.Artifacts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  /** The file byte by byte, so that it is the format that is tested and not the two halves. */
  @Test
  void writesTheOpenFormat() {
    byte[] bytes = Safetensors.write(List.of(new Tensor("b", List.of(2), new float[] {1, -2})));
    String header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    byte[] expected = file(header + " ".repeat(-header.length() & 7), 8);
    byte[] data = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0};
    System.arraycopy(data, 0, expected, expected.length - 8, 8);
    assertArrayEquals(expected, bytes);
  }

  @Test
  void readsMetadataScalarsEmptyTensorsAndAnyOrder() throws ArtifactException {
    String header =
        """
        {"__metadata__": {"format": "pt"},
         "b": {"dtype": "F32", "shape": [], "data_offsets": [8, 12]},
         "none": {"dtype": "F32", "shape": [0, 5], "data_offsets": [8, 8]},
         "a": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}}""";
    List<Tensor> tensors = Safetensors.read(file(header, 12));
    assertEquals(List.of("a", "none", "b"), tensors.stream().map(Tensor::name).toList());
    assertEquals(List.of(1, 2), tensors.get(0).shape());
    assertEquals(1, tensors.get(2).values().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"F16\" | [4] | [0,8] | expected dtype F32; got F16",
        "1 | [2] | [0,8] | field dtype: expected a string; got 1",
        "\"F32\" | [3] | [0,8] | expected data_offsets that fit F32 of shape [3]; got [0, 8]",
        "\"F32\" | [-2] | [0,8] | fit F32 of shape [-2]",
        "\"F32\" | [-2,-1] | [0,8] | fit F32 of shape [-2, -1]",
        "\"F32\" | [65536,65536,65536,65536] | [0,0] | fit F32 of shape",
        "\"F32\" | [2147483647,2147483647] | [0,8] | fit F32 of shape",
        "\"F32\" | [2] | [0,4,8] | expected data_offsets [begin, end]; got [0, 4, 8]",
        "\"F32\" | [2] | [8,0] | expected data_offsets [begin, end]; got [8, 0]",
        "\"F32\" | [2] | [-8,0] | expected data_offsets [begin, end]; got [-8, 0]",
        "\"F32\" | [2] | [0,1e1] | expected an integer of 64 bits",
        "\"F32\" | [2] | [4,12] | begin at 0 and end by 8; got [4, 12]",
        "\"F32\" | [1] | [0,4] | expected 4 bytes of data; got 8",
        "\"F32\" | [3] | [0,12] | begin at 0 and end by 8; got [0, 12]",
        "\"F32\" | [2] | [9223372036854775799,9223372036854775807] | begin at 0 and end by 8",
      })
  void refusesATensor(String dtype, String shape, String offsets, String message) {
    String tensor = "{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}";
    byte[] bytes = file("{\"t\":" + tensor.formatted(dtype, shape, offsets) + "}", 8);
    assertRefused(message, () -> Safetensors.read(bytes));
    assertRefused("model.safetensors", () -> Safetensors.read(bytes));
  }

  @Test
  void refusesOverlap() {
    String header =
        """
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
         "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}""";
    assertRefused(
        "model.safetensors b: expected data_offsets that begin at 8 and end by 12; got [4, 12]",
        () -> Safetensors.read(file(header, 12)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"t\":1}",
        "{\"t\":{}}",
        "{\"t\":{\"dtype\":\"F32\"}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":null}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"t\":{}}",
        "{}{}"
      })
  void refusesAMalformedHeader(String header) {
    assertRefused("model.safetensors", () -> Safetensors.read(file(header, 0)));
  }

  @Test
  void refusesAHeaderThatIsTooLong() {
    for (long length : new long[] {-1, Long.MIN_VALUE, (1 << 20) + 1, Long.MAX_VALUE}) {
      byte[] bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      assertRefused("expected a header of at most 1048576 bytes", () -> Safetensors.read(bytes));
    }
    byte[] cut = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN).putLong(2).array();
    assertRefused(
        "expected a header of 2 bytes; the file ends after 1 of them", () -> Safetensors.read(cut));
    assertRefused("the file has 7", () -> Safetensors.read(new byte[7]));
  }

  private static byte[] file(String header, int dataLength) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataLength)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
