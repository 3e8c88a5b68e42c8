// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

class EmbeddingCodecProperties {

  private static final GenericData GENERIC = new GenericData();

  @Property
  void everyFormatKeepsEveryBit(
      @ForAll EmbeddingFormat format, @ForAll("embeddings") Embedding embedding)
      throws BadRecordException {
    byte[] value = format.newCodec().encode(embedding);
    assertSame(embedding, format.newCodec().decode(value));
    assertSame(embedding, EmbeddingCodecs.decodeAny(value));
    assertEquals(format, EmbeddingCodecs.formatOf(value));
  }

  @Property
  void avroItselfReadsWhatWeWrite(@ForAll("embeddings") Embedding embedding) throws IOException {
    GenericRecord record =
        new BinaryMessageDecoder<GenericRecord>(GENERIC, AvroEmbeddingCodec.schema())
            .decode(new AvroEmbeddingCodec().encode(embedding));
    assertEquals(embedding.vertex(), record.get("vertex").toString());
    assertEquals(embedding.eventTime(), record.get("eventTime"));
    assertEquals(embedding.arrived(), record.get("arrived"));
    assertEquals(embedding.sequence(), record.get("sequence"));
    assertEquals(embedding.modelVersion(), record.get("modelVersion"));
    assertEquals(boxed(embedding.values()), List.copyOf((List<?>) record.get("values")));
  }

  @Property
  void weReadWhatAvroItselfWrites(@ForAll("embeddings") Embedding embedding)
      throws IOException, BadRecordException {
    GenericRecord record = new GenericData.Record(AvroEmbeddingCodec.schema());
    record.put("vertex", embedding.vertex());
    record.put("eventTime", embedding.eventTime());
    record.put("arrived", embedding.arrived());
    record.put("sequence", embedding.sequence());
    record.put("modelVersion", embedding.modelVersion());
    record.put("values", boxed(embedding.values()));
    var encoder = new BinaryMessageEncoder<GenericRecord>(GENERIC, AvroEmbeddingCodec.schema());
    var buffer = encoder.encode(record);
    byte[] value = new byte[buffer.remaining()];
    buffer.get(value);
    assertSame(embedding, new AvroEmbeddingCodec().decode(value));
  }

  @Property
  void noBytesEscapeTheRefusal(@ForAll byte[] bytes, @ForAll EmbeddingFormat format) {
    decodeOrRefuse(format.newCodec(), bytes);
  }

  @Property
  void noChangedByteEscapesTheRefusal(
      @ForAll EmbeddingFormat format,
      @ForAll("embeddings") Embedding embedding,
      @ForAll @IntRange(min = 0) int where,
      @ForAll byte with) {
    EmbeddingCodec codec = format.newCodec();
    byte[] value = codec.encode(embedding);
    value[where % value.length] = with;
    decodeOrRefuse(codec, value);
  }

  @Property
  void whatIsCutIsRefused(
      @ForAll EmbeddingFormat format,
      @ForAll("embeddings") Embedding embedding,
      @ForAll @IntRange(min = 0) int where) {
    EmbeddingCodec codec = format.newCodec();
    byte[] value = codec.encode(embedding);
    byte[] cut = Arrays.copyOf(value, where % value.length);
    assertThrows(BadRecordException.class, () -> codec.decode(cut));
  }

  private static void decodeOrRefuse(EmbeddingCodec codec, byte[] value) {
    try {
      codec.decode(value);
    } catch (BadRecordException e) {
      assertEquals(e.reason().code() + ": " + e.detail(), e.getMessage());
    }
  }

  private static void assertSame(Embedding expected, Embedding came) {
    assertEquals(expected, came);
    assertArrayEquals(bits(expected.values()), bits(came.values()));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static List<Float> boxed(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  @Provide
  Arbitrary<Embedding> embeddings() {
    return Samples.embeddings();
  }
}
