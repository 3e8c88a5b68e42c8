// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * A piece of a message. Flink's remote calls refuse what is larger than {@code pekko.framesize}, 10
 * MB by default, and parameters may be.
 *
 * @param index from 0
 * @param of how many pieces the message has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chunk(int index, int of, byte[] bytes) implements OperatorEvent {

  static final int SIZE = 1 << 20;

  /** Pieces of a message wait in the JobManager's memory, once for each executor. */
  static final int MOST = 256;

  /**
   * @throws IllegalArgumentException when the message is larger than all pieces that there may be
   */
  static List<Chunk> cut(byte[] message) {
    int of = Math.max(1, (message.length + SIZE - 1) / SIZE);
    if (of > MOST) {
      throw new IllegalArgumentException(
          "an executor's parameters are at most %d MiB; got %d bytes"
              .formatted(MOST * (SIZE >> 20), message.length));
    }
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < of; i++) {
      int to = Math.min(message.length, (i + 1) * SIZE);
      chunks.add(new Chunk(i, of, Arrays.copyOfRange(message, i * SIZE, to)));
    }
    return chunks;
  }

  /** Puts messages together again. */
  static final class Assembly {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int next;

    /**
     * Adds a piece; gives the message with the last one, else null.
     *
     * @throws IllegalStateException when it is not the next one
     */
    byte[] add(Chunk chunk) {
      if (chunk.index() != next) {
        throw new IllegalStateException(
            "expected piece %d of a message; got %d of %d"
                .formatted(next, chunk.index(), chunk.of()));
      }
      bytes.writeBytes(chunk.bytes());
      next = (next + 1) % chunk.of();
      if (next != 0) {
        return null;
      }
      byte[] message = bytes.toByteArray();
      bytes.reset();
      return message;
    }
  }
}
