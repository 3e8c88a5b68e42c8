// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Walks over the fields of exactly one JSON object. A field given twice is refused, an unknown
 * field is skipped and counted.
 */
final class JsonObjectReader {

  static final String PARSER_FAILED = "the parser failed on it: ";

  private final int maxBytes;
  private final JsonFactory factory;

  JsonObjectReader(int maxBytes) {
    this.maxBytes = maxBytes;
    this.factory = Json.factory(maxBytes);
  }

  /** Takes the value of one field, on which the parser stands. */
  interface Fields {

    /**
     * The number of a known field, from 0 to 31, or -1.
     *
     * @param name of the field
     */
    int indexOf(String name);

    /** Reads the value of the known field. It is not {@code null}. */
    void read(int field, JsonParser parser) throws IOException, BadRecordException;

    /** The known field is {@code null}, which counts as not given unless the reader says more. */
    default void readNull(int field) {}
  }

  /**
   * Reads the object.
   *
   * @return how many unknown fields it had
   */
  int read(byte[] value, Fields fields) throws BadRecordException {
    if (value.length > maxBytes) {
      throw new BadRecordException(
          Reason.TOO_LARGE,
          "the value has %d bytes, at most %d are allowed".formatted(value.length, maxBytes));
    }
    if (!Text.isUtf8WithoutZero(value)) {
      throw new BadRecordException(Reason.MALFORMED, "the value is not JSON in UTF-8");
    }
    try (JsonParser parser = factory.createParser(value)) {
      return read(parser, fields);
    } catch (JsonProcessingException e) {
      throw new BadRecordException(Reason.MALFORMED, "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadRecordException(Reason.MALFORMED, "not JSON: " + e.getMessage());
    } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
      // No such case is known. If there is one, it must not be a record that stops the job for
      // ever.
      throw new BadRecordException(Reason.MALFORMED, PARSER_FAILED + e);
    }
  }

  private static int read(JsonParser parser, Fields fields) throws IOException, BadRecordException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new BadRecordException(Reason.MALFORMED, "expected a JSON object");
    }
    int seen = 0;
    Set<String> unknown = Set.of();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int field = fields.indexOf(name);
      JsonToken token = parser.nextToken();
      if (field < 0) {
        unknown = unknown.isEmpty() ? new HashSet<>() : unknown;
        refuseDuplicate(!unknown.add(name), name);
        parser.skipChildren();
      } else {
        refuseDuplicate((seen & 1 << field) != 0, name);
        seen |= 1 << field;
        if (token == JsonToken.VALUE_NULL) {
          fields.readNull(field);
        } else {
          fields.read(field, parser);
        }
      }
    }
    expectEnd(parser);
    return unknown.size();
  }

  private static void refuseDuplicate(boolean duplicate, String name) throws BadRecordException {
    if (duplicate) {
      throw new BadRecordException(
          Reason.MALFORMED, "the field '" + Text.cut(name, 40) + "' is given twice");
    }
  }

  private static void expectEnd(JsonParser parser) throws IOException, BadRecordException {
    if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
      throw new BadRecordException(
          Reason.MALFORMED, "expected the end of the value after the object, came more");
    }
  }
}
