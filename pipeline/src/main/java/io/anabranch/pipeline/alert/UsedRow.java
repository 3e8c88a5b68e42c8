// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.connectors.codec.Embedding;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The row of the embeddings topic that a score was computed from. A vertex that is gone and comes
 * back counts its rows anew: the checksum tells those apart.
 *
 * @param checksum CRC-32C of the values, each as the four bytes of its float, big-endian
 */
public record UsedRow(String vertex, int modelVersion, long sequence, int checksum) {

  public UsedRow {
    Objects.requireNonNull(vertex);
  }

  public static UsedRow of(Embedding row) {
    ByteBuffer bytes = ByteBuffer.allocate(row.values().length * Float.BYTES);
    for (float value : row.values()) {
      bytes.putInt(Float.floatToRawIntBits(value));
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.flip());
    return new UsedRow(row.vertex(), row.modelVersion(), row.sequence(), (int) crc.getValue());
  }
}
