// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Bytes with a checksum behind them (CRC-32C, Castagnoli 1993), so that a byte that has flipped in
 * a checkpoint is noticed and never computed with: Flink's own files on the heap have no checksums.
 * The checksum goes over the key, too, under which the bytes are kept.
 */
public final class Sealed {

  /** Stands in the message of every refusal. */
  public static final String DAMAGED = "bytes are damaged";

  private static final int BYTES = Integer.BYTES;

  private Sealed() {}

  /** A copy of what was written, sealed. */
  public static byte[] seal(String key, DataOutputSerializer out) throws IOException {
    out.writeInt(checksum(key, out.getSharedBuffer(), out.length()));
    return out.getCopyOfBuffer();
  }

  /** The bytes, sealed. */
  public static byte[] seal(String key, byte[] bytes) {
    byte[] sealed = Arrays.copyOf(bytes, bytes.length + BYTES);
    ByteBuffer.wrap(sealed).putInt(bytes.length, checksum(key, bytes, bytes.length));
    return sealed;
  }

  /** The bytes that were sealed. */
  public static byte[] unseal(String key, byte[] sealed) throws IOException {
    requireIntact(key, sealed);
    return Arrays.copyOf(sealed, sealed.length - BYTES);
  }

  /** What was sealed, for reading. */
  public static DataInputDeserializer open(String key, byte[] sealed) throws IOException {
    requireIntact(key, sealed);
    return new DataInputDeserializer(sealed, 0, sealed.length - BYTES);
  }

  /**
   * Refuses damaged bytes.
   *
   * @throws IOException if they are not as they were sealed
   */
  public static void requireIntact(String key, byte[] sealed) throws IOException {
    int length = sealed.length - BYTES;
    if (length < 0) {
      throw new IOException("%d %s: less than a checksum".formatted(sealed.length, DAMAGED));
    }
    int kept = new DataInputDeserializer(sealed, length, BYTES).readInt();
    int computed = checksum(key, sealed, length);
    if (kept != computed) {
      throw new IOException(
          "%d %s: their checksum is %08x, expected %08x"
              .formatted(length, DAMAGED, computed, kept));
    }
  }

  private static int checksum(String key, byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }
}
