// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.Reason;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** What the serializers of our records have in common, and the bytes that each has to keep. */
class RecordSerializersTest {

  private static final RawRecord RAW = new RawRecord("t", 1, 2, 3, new byte[] {4}, null);
  private static final DeadLetter LETTER = DeadLetter.of(RAW, Reason.LATE, "d");
  private static final EmbeddingUpdate ROW =
      EmbeddingUpdate.of(new Embedding("v", 1, 2, 3, 4, new float[] {-0f}));

  @Test
  void eachRecordComesBack() throws IOException {
    assertComesBack(RawRecordType.INFO, RAW);
    assertComesBack(RawRecordType.INFO, new RawRecord("ä", 0, 0, -1, null, new byte[300]));
    assertComesBack(DeadLetterType.INFO, LETTER);
    assertComesBack(DeadLetterType.INFO, DeadLetter.of(RAW, Reason.MALFORMED, ""));
    assertComesBack(EmbeddingUpdateType.INFO, ROW);
    assertComesBack(EmbeddingUpdateType.INFO, EmbeddingUpdate.tombstone("v"));
  }

  @Test
  void theBytesStayAsTheyAre() throws IOException {
    assertBytes(
        RawRecordType.INFO,
        RAW,
        "0274" + "00000001" + "0000000000000002" + "0000000000000003" + "0000000104" + "ffffffff");
    assertBytes(
        DeadLetterType.INFO,
        LETTER,
        "0000000104"
            + "ffffffff"
            + "0274"
            + "00000001"
            + "0000000000000002"
            + "056c617465"
            + "0264");
    assertBytes(
        EmbeddingUpdateType.INFO,
        ROW,
        "0276"
            + "01"
            + "0000000000000001"
            + "0000000000000002"
            + "0000000000000003"
            + "00000004"
            + "00000001"
            + "80000000");
    assertBytes(EmbeddingUpdateType.INFO, EmbeddingUpdate.tombstone("v"), "0276" + "00");
  }

  @Test
  void flinkFindsOurTypesByItself() {
    assertEquals(RawRecordType.INFO, TypeInformation.of(RawRecord.class));
    assertEquals(DeadLetterType.INFO, TypeInformation.of(DeadLetter.class));
    assertEquals(EmbeddingUpdateType.INFO, TypeInformation.of(EmbeddingUpdate.class));
  }

  @Test
  void aSnapshotRestoresItsSerializerAndRefusesNewerOnes() throws IOException {
    for (TypeSerializer<?> serializer : serializers()) {
      TypeSerializerSnapshot<?> snapshot = serializer.snapshotConfiguration();
      DataOutputSerializer out = new DataOutputSerializer(64);
      TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      TypeSerializerSnapshot<?> read =
          TypeSerializerSnapshot.readVersionedSnapshot(in, getClass().getClassLoader());
      assertEquals(serializer, read.restoreSerializer());
      assertTrue(compatible(snapshot, read));

      IOException newer =
          assertThrows(
              IOException.class, () -> snapshot.readSnapshot(2, in, getClass().getClassLoader()));
      assertTrue(newer.getMessage().contains("version 2"), newer.getMessage());
    }
  }

  @Test
  void serializersAndTypesTravelWithTheJob() throws Exception {
    for (TypeSerializer<?> serializer : serializers()) {
      assertEquals(serializer, InstantiationUtil.clone(serializer));
    }
    assertEquals(RawRecordType.INFO, InstantiationUtil.clone(RawRecordType.INFO));
  }

  private static List<TypeSerializer<?>> serializers() {
    return List.of(
        serializer(RawRecordType.INFO),
        serializer(DeadLetterType.INFO),
        serializer(EmbeddingUpdateType.INFO));
  }

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }

  @SuppressWarnings("unchecked")
  private static <T> boolean compatible(
      TypeSerializerSnapshot<T> now, TypeSerializerSnapshot<?> before) {
    return now.resolveSchemaCompatibility((TypeSerializerSnapshot<T>) before).isCompatibleAsIs();
  }

  private static <T> void assertComesBack(TypeInformation<T> type, T record) throws IOException {
    TypeSerializer<T> serializer = serializer(type);
    byte[] bytes = bytes(serializer, record);
    DataOutputSerializer copy = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(bytes), copy);
    DataInputDeserializer in = new DataInputDeserializer(copy.getCopyOfBuffer());
    assertEquals(record, serializer.deserialize(in));
    assertEquals(0, in.available());
    assertSame(record, serializer.copy(record));
  }

  private static <T> void assertBytes(TypeInformation<T> type, T record, String hex)
      throws IOException {
    assertEquals(hex, HexFormat.of().formatHex(bytes(serializer(type), record)));
  }

  private static <T> byte[] bytes(TypeSerializer<T> serializer, T record) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(record, out);
    return out.getCopyOfBuffer();
  }
}
