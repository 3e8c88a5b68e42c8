// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import io.anabranch.state.wire.RecordTypeInfo;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink the type of {@link RawRecord}. */
public final class RawRecordType extends TypeInfoFactory<RawRecord> {

  /** The type, with its own serializer. */
  public static final TypeInformation<RawRecord> INFO =
      new RecordTypeInfo<>(RawRecord.class, RawRecordSerializer.INSTANCE);

  @Override
  public TypeInformation<RawRecord> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return INFO;
  }
}
