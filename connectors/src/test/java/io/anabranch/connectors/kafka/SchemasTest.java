// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.connectors.codec.Embedding;
import io.anabranch.connectors.codec.EmbeddingCodecs;
import io.anabranch.connectors.codec.EmbeddingFormat;
import io.anabranch.connectors.codec.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemasTest {

  @Test
  void rawRecordsAreHandedOnAsTheyAre() {
    List<RawRecord> out = new ArrayList<>();
    byte[] value = {1};
    new RawRecordSchema()
        .deserialize(new ConsumerRecord<>("t", 3, 7, null, value), new ListCollector<>(out));
    assertEquals(List.of(new RawRecord("t", 3, 7, ConsumerRecord.NO_TIMESTAMP, null, value)), out);
  }

  @Test
  void aDeadLetterKeepsWhatCameAndSaysWhereAndWhy() {
    byte[] key = {1};
    byte[] value = {2, 3};
    DeadLetter letter = new DeadLetter(key, value, "t", 3, 7, Reason.BAD_ID, "'src' is empty");

    ProducerRecord<byte[], byte[]> record =
        new DeadLetterSchema("dead").serialize(letter, null, null);

    assertEquals("dead", record.topic());
    assertArrayEquals(key, record.key());
    assertArrayEquals(value, record.value());
    assertEquals("t", header(record, "topic"));
    assertEquals("3", header(record, "partition"));
    assertEquals("7", header(record, "offset"));
    assertEquals("bad-id", header(record, "reason"));
    assertEquals("'src' is empty", header(record, "detail"));
    assertNull(header(record, "truncated-from"));
    assertNull(header(record, "key-truncated-from"));
  }

  @Test
  void aDeadLetterThatIsTooLongIsCut() {
    DeadLetter letter = new DeadLetter(new byte[11], new byte[91], "t", 0, 0, Reason.TOO_LARGE, "");
    ProducerRecord<byte[], byte[]> record =
        new DeadLetterSchema("dead", 100).serialize(letter, null, null);
    assertEquals(10, record.key().length);
    assertEquals(90, record.value().length);
    assertEquals("91", header(record, "truncated-from"));
    assertEquals("11", header(record, "key-truncated-from"));
  }

  @Test
  void aDeadLetterMayHaveNeitherKeyNorValue() {
    DeadLetter letter = new DeadLetter(null, null, "t", 0, 0, Reason.NULL_KEY, "");
    ProducerRecord<byte[], byte[]> record =
        new DeadLetterSchema("dead").serialize(letter, null, null);
    assertNull(record.key());
    assertNull(record.value());
  }

  @ParameterizedTest
  @EnumSource
  void embeddingsAreUpserts(EmbeddingFormat format) throws Exception {
    EmbeddingSchema schema = new EmbeddingSchema("rows", format);
    Embedding row = new Embedding("ä", 1, 2, 3, 4, new float[] {0.1f});
    schema.serialize(EmbeddingUpdate.of(row), null, null); // in use, and still serializable
    EmbeddingSchema travelled = InstantiationUtil.clone(schema);

    ProducerRecord<byte[], byte[]> upsert = travelled.serialize(EmbeddingUpdate.of(row), null, 99L);
    ProducerRecord<byte[], byte[]> tombstone =
        travelled.serialize(EmbeddingUpdate.tombstone("ä"), null, null);

    assertArrayEquals("ä".getBytes(UTF_8), upsert.key());
    assertEquals(row, EmbeddingCodecs.decodeAny(upsert.value()));
    assertNull(upsert.timestamp());
    assertArrayEquals(upsert.key(), tombstone.key());
    assertNull(tombstone.value());
  }

  @Test
  void aRowGoesOutUnderItsOwnVertex() {
    Embedding row = new Embedding("a", 1, 2, 3, 4, new float[0]);
    assertThrows(IllegalArgumentException.class, () -> new EmbeddingUpdate("b", row));
  }

  @Test
  void topicNamesHaveOneHome() {
    assertEquals(
        Arrays.asList(
            "anabranch.edges",
            "anabranch.features",
            "anabranch.embeddings",
            "anabranch.models",
            "anabranch.models.status",
            "anabranch.questions",
            "anabranch.dead-letters",
            "anabranch.alerts",
            "anabranch.risk-scores",
            "anabranch.evaluation"),
        TopicNames.defaults().all());
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }
}
