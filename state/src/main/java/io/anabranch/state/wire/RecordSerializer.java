// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The serializer of a record that never changes, so that a copy is the record itself. What differs
 * from one to the other is how the fields are written and read.
 */
public abstract class RecordSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final TypeSerializer<T> duplicate() {
    return this; // holds nothing
  }

  @Override
  public final T createInstance() {
    return null; // there is no empty record, and nobody fills one
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public final boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }

  /** Writes bytes that may be null. */
  protected static void writeBytes(byte[] bytes, DataOutputView target) throws IOException {
    if (bytes == null) {
      target.writeInt(-1);
    } else {
      target.writeInt(bytes.length);
      target.write(bytes);
    }
  }

  /** Reads bytes that may be null. */
  protected static byte[] readBytes(DataInputView source) throws IOException {
    int length = source.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    source.readFully(bytes);
    return bytes;
  }
}
