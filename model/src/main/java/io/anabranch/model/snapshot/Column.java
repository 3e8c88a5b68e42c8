// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor of the file, on its way there.
 *
 * @param dtype as safetensors names it
 * @param shape its extents
 * @param size bytes of an element
 * @param length elements
 * @param filler puts elements into a little-endian buffer
 */
record Column(String name, String dtype, List<Integer> shape, int size, int length, Filler filler) {

  /** Puts elements {@code from} to {@code to} into a buffer. */
  interface Filler {
    void put(int from, int to, ByteBuffer out);
  }

  static Column of(String name, int[] values) {
    return vector(
        name,
        "I32",
        4,
        values.length,
        (i, j, out) -> {
          out.asIntBuffer().put(values, i, j - i);
        });
  }

  static Column of(String name, long[] values) {
    return vector(
        name,
        "I64",
        8,
        values.length,
        (i, j, out) -> {
          out.asLongBuffer().put(values, i, j - i);
        });
  }

  static Column of(String name, byte[] values) {
    return vector(name, "U8", 1, values.length, (i, j, out) -> out.put(values, i, j - i));
  }

  static Column of(String name, boolean[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return of(name, bytes);
  }

  static Column of(String name, float[] values) {
    return matrix(name, List.of(values.length), values);
  }

  static Column matrix(String name, List<Integer> shape, float[] values) {
    return new Column(
        name,
        "F32",
        shape,
        4,
        values.length,
        (i, j, out) -> {
          out.asFloatBuffer().put(values, i, j - i);
        });
  }

  /** Strings as two tensors: their UTF-8 bytes in a row, and where each one begins and ends. */
  static List<Column> of(String name, String[] values) {
    int[] offsets = new int[values.length + 1];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < values.length; i++) {
      bytes.writeBytes(values[i].getBytes(UTF_8));
      offsets[i + 1] = bytes.size();
    }
    return List.of(of(name + ".bytes", bytes.toByteArray()), of(name + ".offsets", offsets));
  }

  private static Column vector(String name, String dtype, int size, int length, Filler filler) {
    return new Column(name, dtype, List.of(length), size, length, filler);
  }

  long bytes() {
    return (long) length * size;
  }
}
