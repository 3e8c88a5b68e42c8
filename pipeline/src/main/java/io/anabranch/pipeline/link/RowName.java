// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.Embedding;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Names a row of the embeddings topic. Model version and sequence are fields of the row. A vertex
 * that is gone and comes back counts its rows anew, and a job that fails may count some of them
 * twice: the checksum tells those apart.
 *
 * @param checksum CRC-32C of the values, each as the four bytes of its float, big-endian
 */
public record RowName(String vertex, int modelVersion, long sequence, int checksum) {

  /** The name of a row. */
  public static RowName of(Embedding row) {
    return of(row.vertex(), row.modelVersion(), row.sequence(), row.values());
  }

  static RowName of(String vertex, int modelVersion, long sequence, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    for (float value : values) {
      bytes.putInt(Float.floatToRawIntBits(value));
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.flip());
    return new RowName(vertex, modelVersion, sequence, (int) crc.getValue());
  }
}
