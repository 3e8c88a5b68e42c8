// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.sample;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 of Yann Collet, from its specification (xxHash fast digest algorithm, version 0.1.1,
 * section "XXH64 algorithm description"). Names of variables and constants are the specification's.
 */
final class XxHash64 {

  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private XxHash64() {}

  static long hash(byte[] input, long seed) {
    int at = 0;
    long acc;
    if (input.length < 32) {
      acc = seed + PRIME_5;
    } else {
      at = input.length & -32; // whole stripes
      acc = stripes(input, at, seed);
    }
    return avalanche(rest(input, at, acc + input.length));
  }

  private static long stripes(byte[] input, int end, long seed) {
    long acc1 = seed + PRIME_1 + PRIME_2;
    long acc2 = seed + PRIME_2;
    long acc3 = seed;
    long acc4 = seed - PRIME_1;
    for (int at = 0; at < end; at += 32) {
      acc1 = round(acc1, lane(input, at));
      acc2 = round(acc2, lane(input, at + 8));
      acc3 = round(acc3, lane(input, at + 16));
      acc4 = round(acc4, lane(input, at + 24));
    }
    long acc =
        Long.rotateLeft(acc1, 1)
            + Long.rotateLeft(acc2, 7)
            + Long.rotateLeft(acc3, 12)
            + Long.rotateLeft(acc4, 18);
    return merge(merge(merge(merge(acc, acc1), acc2), acc3), acc4);
  }

  /** What is left behind the last whole stripe: eight bytes, four, one at a time. */
  private static long rest(byte[] input, int from, long start) {
    int at = from;
    long acc = start;
    for (; at + 8 <= input.length; at += 8) {
      acc = Long.rotateLeft(acc ^ round(0, lane(input, at)), 27) * PRIME_1 + PRIME_4;
    }
    if (at + 4 <= input.length) {
      long lane = (int) INTS.get(input, at) & 0xFFFFFFFFL;
      acc = Long.rotateLeft(acc ^ lane * PRIME_1, 23) * PRIME_2 + PRIME_3;
      at += 4;
    }
    for (; at < input.length; at++) {
      acc = Long.rotateLeft(acc ^ (input[at] & 0xFF) * PRIME_5, 11) * PRIME_1;
    }
    return acc;
  }

  private static long avalanche(long start) {
    long acc = start;
    acc = (acc ^ acc >>> 33) * PRIME_2;
    acc = (acc ^ acc >>> 29) * PRIME_3;
    return acc ^ acc >>> 32;
  }

  private static long lane(byte[] input, int at) {
    return (long) LONGS.get(input, at);
  }

  private static long round(long acc, long lane) {
    return Long.rotateLeft(acc + lane * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long acc, long other) {
    return (acc ^ round(0, other)) * PRIME_1 + PRIME_4;
  }
}
