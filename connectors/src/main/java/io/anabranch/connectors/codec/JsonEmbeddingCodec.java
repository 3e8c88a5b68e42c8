// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/**
 * One JSON object with the fields of {@link Embedding}. A float is written as the shortest decimal
 * that reads back as the same bits.
 */
public final class JsonEmbeddingCodec implements EmbeddingCodec {

  private static final int MAX_BYTES = 16 << 20;

  private final JsonFactory factory = Json.factory(MAX_BYTES);
  private final JsonObjectReader reader = new JsonObjectReader(MAX_BYTES);

  @Override
  public byte[] encode(Embedding embedding) {
    return Json.object(
        factory,
        json -> {
          json.writeStringField("vertex", embedding.vertex());
          json.writeNumberField("eventTime", embedding.eventTime());
          json.writeNumberField("arrived", embedding.arrived());
          json.writeNumberField("sequence", embedding.sequence());
          json.writeNumberField("modelVersion", embedding.modelVersion());
          Json.writeFloats(json, "values", embedding.values());
        });
  }

  @Override
  public Embedding decode(byte[] value) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "a tombstone holds no embedding");
    }
    Row row = new Row();
    reader.read(value, row);
    return row.embedding();
  }

  /** The fields of a row as they came. */
  private static final class Row implements JsonObjectReader.Fields {

    private static final String[] NAMES = {
      "vertex", "eventTime", "arrived", "sequence", "modelVersion", "values"
    };

    private String vertex;
    private final long[] numbers = new long[NAMES.length];
    private float[] values;
    private int given;

    @Override
    public int indexOf(String name) {
      return Arrays.asList(NAMES).indexOf(name);
    }

    @Override
    public void read(int field, JsonParser parser) throws IOException, BadRecordException {
      given |= 1 << field;
      switch (field) {
        case 0 -> vertex = JsonFields.id(parser, "vertex", MAX_BYTES);
        case 4 -> numbers[4] = JsonFields.count(parser, "modelVersion");
        case 5 -> values = JsonFields.floats(parser, "values");
        default -> numbers[field] = JsonFields.integer(parser, NAMES[field]);
      }
    }

    private Embedding embedding() throws BadRecordException {
      for (int field = 0; field < NAMES.length; field++) {
        if ((given & 1 << field) == 0) {
          throw new BadRecordException(Reason.MISSING_FIELD, "'" + NAMES[field] + "' is not given");
        }
      }
      return new Embedding(vertex, numbers[1], numbers[2], numbers[3], (int) numbers[4], values);
    }
  }
}
