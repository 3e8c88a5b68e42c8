// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Reads the value the parser stands on as what a field holds, or says why it cannot. */
final class JsonFields {

  private JsonFields() {}

  /** An id or label: a string, or an integer taken as its decimal text. */
  static String id(JsonParser parser, String field, int maxBytes)
      throws IOException, BadRecordException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(field, "a string", token);
    }
    return checkId(parser.getText(), field, maxBytes);
  }

  /** The text, if it may be an id or label. */
  static String checkId(String text, String field, int maxBytes) throws BadRecordException {
    String fault = Text.idFault(text, field, maxBytes);
    if (fault != null) {
      throw new BadRecordException(Reason.BAD_ID, fault);
    }
    return text;
  }

  static String text(JsonParser parser, String field) throws IOException, BadRecordException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(field, "a string", parser.currentToken());
    }
    return parser.getText();
  }

  static long timestamp(JsonParser parser, String field) throws IOException, BadRecordException {
    JsonToken token = parser.currentToken();
    if (!token.isNumeric()) {
      throw wrongType(field, "an integer", token);
    }
    if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != NumberType.BIG_INTEGER) {
      long value = parser.getLongValue();
      if (value >= 0) {
        return value;
      }
    }
    throw new BadRecordException(
        Reason.BAD_TIMESTAMP,
        "'%s' is %s, expected milliseconds as an integer >= 0"
            .formatted(field, Text.cut(parser.getText(), 40)));
  }

  static long integer(JsonParser parser, String field) throws IOException, BadRecordException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(field, "an integer", token);
    }
    if (parser.getNumberType() == NumberType.BIG_INTEGER) {
      throw new BadRecordException(
          Reason.BAD_NUMBER,
          "'%s' is %s, expected an integer of 64 bits"
              .formatted(field, Text.cut(parser.getText(), 40)));
    }
    return parser.getLongValue();
  }

  static int count(JsonParser parser, String field) throws IOException, BadRecordException {
    JsonToken token = parser.currentToken();
    if (!token.isNumeric()) {
      throw wrongType(field, "an integer", token);
    }
    if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == NumberType.INT) {
      int value = parser.getIntValue();
      if (value >= 0) {
        return value;
      }
    }
    throw new BadRecordException(
        Reason.BAD_NUMBER,
        "'%s' is %s, expected an integer >= 0 of 32 bits"
            .formatted(field, Text.cut(parser.getText(), 40)));
  }

  static float number(JsonParser parser, String field) throws IOException, BadRecordException {
    if (!parser.currentToken().isNumeric()) {
      throw wrongType(field, "a number", parser.currentToken());
    }
    float value = parser.getFloatValue();
    if (!Float.isFinite(value)) {
      throw new BadRecordException(
          Reason.BAD_NUMBER,
          "'%s' holds %s, expected a number that is finite as a float"
              .formatted(field, Text.cut(parser.getText(), 40)));
    }
    return value;
  }

  /** Exactly {@code dimension} numbers. */
  static float[] floats(JsonParser parser, String field, int dimension)
      throws IOException, BadRecordException {
    expectArray(parser, field);
    float[] values = new float[dimension];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      float value = number(parser, field);
      if (count < dimension) {
        values[count] = value + 0f; // -0.0 becomes 0.0
      }
      count++;
    }
    if (count != dimension) {
      throw new BadRecordException(
          Reason.WRONG_DIMENSION,
          "'%s' has %d values, expected %d".formatted(field, count, dimension));
    }
    return values;
  }

  /** As many numbers as there are. */
  static float[] floats(JsonParser parser, String field) throws IOException, BadRecordException {
    expectArray(parser, field);
    float[] values = new float[64];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = number(parser, field);
    }
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  private static void expectArray(JsonParser parser, String field) throws BadRecordException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrongType(field, "an array of numbers", parser.currentToken());
    }
  }

  private static BadRecordException wrongType(String field, String expected, JsonToken came) {
    return new BadRecordException(
        Reason.WRONG_TYPE, "'%s' is %s, expected %s".formatted(field, kind(came), expected));
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "an integer";
      case VALUE_NUMBER_FLOAT -> "a number with a fraction or exponent";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "a " + token;
    };
  }
}
