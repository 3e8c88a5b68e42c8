// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A row as it is held for scoring.
 *
 * @param epoch of the model; models of two epochs may have one version, after a way back
 * @param eventTime the largest event timestamp that it reflects
 * @param values not copied
 */
public record LinkRow(int epoch, int modelVersion, long sequence, long eventTime, float[] values) {

  public LinkRow {
    Objects.requireNonNull(values);
  }

  /** The row of the embeddings topic, of a model of that epoch. */
  public static LinkRow of(int epoch, Embedding row) {
    return new LinkRow(epoch, row.modelVersion(), row.sequence(), row.eventTime(), row.values());
  }

  /** Its name in the embeddings topic. */
  public RowName name(String vertex) {
    return RowName.of(vertex, modelVersion, sequence, values);
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(epoch);
    out.writeInt(modelVersion);
    Wire.writeVarint(out, sequence);
    out.writeLong(eventTime);
    Wire.writeVarint(out, values.length);
    Wire.writeFloats(out, values);
  }

  static LinkRow read(DataInputView in) throws IOException {
    return new LinkRow(
        in.readInt(),
        in.readInt(),
        Wire.readVarint(in),
        in.readLong(),
        Wire.readFloats(in, (int) Wire.readVarint(in)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkRow that
        && epoch == that.epoch
        && modelVersion == that.modelVersion
        && sequence == that.sequence
        && eventTime == that.eventTime
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(epoch, modelVersion, sequence, eventTime, Arrays.hashCode(values));
  }
}
