// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/** Queries as JSON: {@code {"query":"q1","u":"alice","v":"bob"}}. An instance serves one thread. */
public final class LinkQueryCodec {

  private static final String[] NAMES = {"query", "u", "v"};

  private final int maxIdBytes;
  private final JsonFactory factory;
  private final JsonObjectReader reader;

  /**
   * @param maxRecordBytes a larger value is refused
   * @param maxIdBytes a longer id is
   */
  public LinkQueryCodec(int maxRecordBytes, int maxIdBytes) {
    this.maxIdBytes = maxIdBytes;
    this.factory = Json.factory(maxRecordBytes);
    this.reader = new JsonObjectReader(maxRecordBytes);
  }

  public byte[] encode(LinkQuery query) {
    return Json.object(
        factory,
        json -> {
          json.writeStringField("query", query.id());
          json.writeStringField("u", query.u());
          json.writeStringField("v", query.v());
        });
  }

  /**
   * The query of a value.
   *
   * @throws BadRecordException if the value is none; no other exception is thrown
   */
  public LinkQuery decode(byte[] value) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException(Reason.NULL_VALUE, "a query has a value");
    }
    Fields fields = new Fields();
    reader.read(value, fields);
    for (int field = 0; field < NAMES.length; field++) {
      if (fields.given[field] == null) {
        throw new BadRecordException(Reason.MISSING_FIELD, "'" + NAMES[field] + "' is not given");
      }
    }
    return new LinkQuery(fields.given[0], fields.given[1], fields.given[2]);
  }

  private final class Fields implements JsonObjectReader.Fields {

    private final String[] given = new String[NAMES.length];

    @Override
    public int indexOf(String name) {
      return Arrays.asList(NAMES).indexOf(name);
    }

    @Override
    public void read(int field, JsonParser parser) throws IOException, BadRecordException {
      given[field] = JsonFields.id(parser, NAMES[field], maxIdBytes);
    }
  }
}
