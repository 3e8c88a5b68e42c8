// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The version that a serializer's bytes were written in. Newer than ours is refused. */
public abstract class RecordSnapshot<T> implements TypeSerializerSnapshot<T> {

  private final int version;
  private final TypeSerializer<T> serializer;

  protected RecordSnapshot(int version, TypeSerializer<T> serializer) {
    this.version = version;
    this.serializer = serializer;
  }

  @Override
  public final int getCurrentVersion() {
    return version;
  }

  @Override
  public final void writeSnapshot(DataOutputView out) {
    // The version is all there is.
  }

  @Override
  public final void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
      throws IOException {
    if (readVersion > version) {
      throw new IOException(
          "%s was written in version %d, this program reads up to version %d: it needs a newer one"
              .formatted(serializer.getClass().getSimpleName(), readVersion, version));
    }
  }

  @Override
  public final TypeSerializer<T> restoreSerializer() {
    return serializer;
  }

  @Override
  public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSnapshot) {
    return oldSnapshot.getClass() == getClass()
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
