// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A row as it is held for scoring. Most rows are only handed on, kept and replaced by the next one,
 * so values stay the bytes that they came as until somebody asks for them, and bytes that were made
 * once are used again. A row never changes but in its place in {@link HeldRows} or {@link
 * LastRows}, where the next one is copied into it: a vertex keeps the same few objects, and the
 * collector has nothing to move.
 */
public final class LinkRow {

  private int epoch;
  private int modelVersion;
  private long sequence;
  private long eventTime;
  private float @Nullable [] values; // true ones when they are current
  private boolean current;
  private byte @Nullable [] bytes; // null until they are asked for, where the values are current

  /** To be filled. */
  LinkRow() {}

  /**
   * A row.
   *
   * @param epoch of the model; models of two epochs may have one version, after a way back
   * @param eventTime the largest event timestamp that it reflects
   * @param values not copied
   */
  public LinkRow(int epoch, int modelVersion, long sequence, long eventTime, float[] values) {
    this(epoch, modelVersion, sequence, eventTime, Objects.requireNonNull(values), null);
  }

  private LinkRow(
      int epoch,
      int modelVersion,
      long sequence,
      long eventTime,
      float @Nullable [] values,
      byte @Nullable [] bytes) {
    this.epoch = epoch;
    this.modelVersion = modelVersion;
    this.sequence = sequence;
    this.eventTime = eventTime;
    this.values = values;
    this.current = values != null;
    this.bytes = bytes;
  }

  public int epoch() {
    return epoch;
  }

  public int modelVersion() {
    return modelVersion;
  }

  public long sequence() {
    return sequence;
  }

  public long eventTime() {
    return eventTime;
  }

  /** The embedding; not to be changed. */
  public float[] values() {
    if (!current) {
      int length = bytes.length / Float.BYTES;
      values = values != null && values.length == length ? values : new float[length];
      Wire.floats(bytes, values);
      current = true;
    }
    return values;
  }

  private byte[] bytes() {
    if (bytes == null) {
      bytes = Wire.bytes(values);
    }
    return bytes;
  }

  /** Its name in the embeddings topic. */
  public RowName name(String vertex) {
    return RowName.of(vertex, modelVersion, sequence, bytes());
  }

  /** A row of its own. */
  LinkRow copy() {
    return new LinkRow(epoch, modelVersion, sequence, eventTime, null, bytes().clone());
  }

  /** Becomes another row; for rows that only one place holds. */
  void set(LinkRow next) {
    epoch = next.epoch;
    modelVersion = next.modelVersion;
    sequence = next.sequence;
    eventTime = next.eventTime;
    byte[] source = next.bytes();
    System.arraycopy(source, 0, room(source.length), 0, source.length);
  }

  /** Its bytes, so many and to be filled; values are no longer current. */
  private byte[] room(int length) {
    current = false;
    if (bytes == null || bytes.length != length) {
      bytes = new byte[length];
    }
    return bytes;
  }

  /** Becomes a row of the embeddings topic, of a model of that epoch. */
  void set(int ofEpoch, Embedding row) {
    epoch = ofEpoch;
    modelVersion = row.modelVersion();
    sequence = row.sequence();
    eventTime = row.eventTime();
    Wire.bytes(row.values(), room(row.values().length * Float.BYTES));
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(epoch);
    out.writeInt(modelVersion);
    Wire.writeVarint(out, sequence);
    out.writeLong(eventTime);
    Wire.writeVarint(out, bytes().length / Float.BYTES);
    out.write(bytes());
  }

  static LinkRow read(DataInputView in) throws IOException {
    LinkRow row = new LinkRow();
    row.fill(in);
    return row;
  }

  /** Becomes the row that comes next; for rows that only one place holds. */
  void fill(DataInputView in) throws IOException {
    epoch = in.readInt();
    modelVersion = in.readInt();
    sequence = Wire.readVarint(in);
    eventTime = in.readLong();
    in.readFully(room((int) Wire.readVarint(in) * Float.BYTES));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkRow that
        && epoch == that.epoch
        && modelVersion == that.modelVersion
        && sequence == that.sequence
        && eventTime == that.eventTime
        && Arrays.equals(bytes(), that.bytes());
  }

  @Override
  public int hashCode() {
    return Objects.hash(epoch, modelVersion, sequence, eventTime, Arrays.hashCode(bytes()));
  }

  @Override
  public String toString() {
    return "row %d of epoch %d, version %d, as of %d: %s"
        .formatted(sequence, epoch, modelVersion, eventTime, Arrays.toString(values()));
  }
}
