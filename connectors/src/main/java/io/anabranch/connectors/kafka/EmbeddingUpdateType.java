// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.state.wire.RecordTypeInfo;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink the type of {@link EmbeddingUpdate}. */
public final class EmbeddingUpdateType extends TypeInfoFactory<EmbeddingUpdate> {

  /** The type, with its own serializer. */
  public static final TypeInformation<EmbeddingUpdate> INFO =
      new RecordTypeInfo<>(EmbeddingUpdate.class, EmbeddingUpdateSerializer.INSTANCE);

  @Override
  public TypeInformation<EmbeddingUpdate> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return INFO;
  }
}
