// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

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
    return of(row.vertex(), row.modelVersion(), row.sequence(), Wire.bytes(row.values()));
  }

  /** Writes it. */
  public void write(DataOutputView out) throws IOException {
    Wire.writeString(out, vertex);
    out.writeInt(modelVersion);
    Wire.writeVarint(out, sequence);
    out.writeInt(checksum);
  }

  /** Reads what {@link #write} wrote. */
  public static RowName read(DataInputView in) throws IOException {
    return new RowName(Wire.readString(in), in.readInt(), Wire.readVarint(in), in.readInt());
  }

  static RowName of(String vertex, int modelVersion, long sequence, byte[] values) {
    CRC32C crc = new CRC32C();
    crc.update(values);
    return new RowName(vertex, modelVersion, sequence, (int) crc.getValue());
  }
}
