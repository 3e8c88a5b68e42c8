// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A transaction that is neither committed nor aborted. The three together name it for ever. */
public record OpenTransaction(String id, long producer, short epoch) {

  /** Whether a checkpoint's metadata hold it as one that waits to be committed. */
  public boolean isNamedIn(byte[] metadata) {
    byte[] name = id.getBytes(UTF_8);
    byte[] wanted =
        ByteBuffer.allocate(Short.BYTES + Long.BYTES + Short.BYTES + name.length)
            .putShort(epoch)
            .putLong(producer)
            .putShort((short) name.length)
            .put(name)
            .array();
    for (int from = 0; from + wanted.length <= metadata.length; from++) {
      if (ByteBuffer.wrap(metadata, from, wanted.length).equals(ByteBuffer.wrap(wanted))) {
        return true;
      }
    }
    return false;
  }
}
