// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jpountz.xxhash.XXHashFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** The vectors are those of xxHash's own sanity check (tests/sanity_test.c). */
class XxHash64Test {

  private static final long PRIME32 = 2654435761L;

  @Example
  void publishedVectors() {
    assertEquals(0xEF46DB3751D8E999L, hash(0, 0));
    assertEquals(0xAC75FDA2929B17EFL, hash(0, PRIME32));
    assertEquals(0xE934A84ADB052768L, hash(1, 0));
    assertEquals(0x5014607643A9B4C3L, hash(1, PRIME32));
    assertEquals(0x9136A0DCA57457EEL, hash(4, 0));
    assertEquals(0x8282DCC4994E35C8L, hash(14, 0));
    assertEquals(0xC3BD6BF63DEB6DF0L, hash(14, PRIME32));
    assertEquals(0xB641AE8CB691C174L, hash(222, 0));
    assertEquals(0x20CB8AB7AE10C14AL, hash(222, PRIME32));
  }

  /** Another implementation, which Flink's runtime brings along. */
  @Property
  void sameAsLz4Java(@ForAll @Size(max = 100) byte[] input, @ForAll long seed) {
    assertEquals(
        XXHashFactory.safeInstance().hash64().hash(input, 0, input.length, seed),
        XxHash64.hash(input, seed));
  }

  /** Kept: with another number, samples that are stored somewhere would no longer be the ones. */
  @Example
  void theHashOfAnEdge() {
    byte[] bytes = "alice\0bob".getBytes(StandardCharsets.UTF_8);
    assertEquals(XxHash64.hash(bytes, 7), EdgeHash.of("alice", "bob", 7));
    assertEquals(0x6D4AF70486BB4CB3L, EdgeHash.of("alice", "bob", 7));
  }

  /** The first bytes of the buffer that the sanity check generates. */
  private static long hash(int length, long seed) {
    byte[] buffer = new byte[length];
    long generator = PRIME32;
    for (int i = 0; i < length; i++) {
      buffer[i] = (byte) (generator >>> 56);
      generator *= 0x9E3779B185EBCA8DL;
    }
    return XxHash64.hash(buffer, seed);
  }
}
