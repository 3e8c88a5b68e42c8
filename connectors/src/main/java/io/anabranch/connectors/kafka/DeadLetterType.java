// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.state.wire.RecordTypeInfo;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink the type of {@link DeadLetter}. */
public final class DeadLetterType extends TypeInfoFactory<DeadLetter> {

  /** The type, with its own serializer. */
  public static final TypeInformation<DeadLetter> INFO =
      new RecordTypeInfo<>(DeadLetter.class, DeadLetterSerializer.INSTANCE);

  @Override
  public TypeInformation<DeadLetter> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return INFO;
  }
}
