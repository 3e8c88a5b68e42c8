// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SealedTest {

  private static byte[] seal(String text) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    return Sealed.seal("", out);
  }

  /** The check value of CRC-32C, as its catalogues give it. */
  @Test
  void theChecksumIsTheKnownOne() throws IOException {
    byte[] sealed = seal("123456789");
    assertEquals(13, sealed.length);
    assertEquals(0xE3069283, new DataInputDeserializer(sealed, 9, 4).readInt());
  }

  @Test
  void whatWasSealedComesBack() throws IOException {
    DataInputDeserializer in = Sealed.open("", seal("ab"));
    assertEquals(2, in.available());
    assertEquals('a', in.readByte());
    assertEquals(0, Sealed.open("", seal("")).available());
  }

  @Test
  void anotherKeyIsNoticed() throws IOException {
    byte[] sealed = Sealed.seal("alice", new byte[] {1, 2});
    assertArrayEquals(new byte[] {1, 2}, Sealed.unseal("alice", sealed));
    assertThrows(IOException.class, () -> Sealed.unseal("alicf", sealed));
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    byte[] sealed = seal("a vertex");
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] flipped = sealed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(IOException.class, () -> Sealed.open("", flipped));
    }
    assertThrows(IOException.class, () -> Sealed.open("", new byte[3]));
  }
}
