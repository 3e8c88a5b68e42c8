// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/** The fields of a JSON object, or what is wrong with them. */
record JsonFields(JsonNode node) {

  /** Reads an element of a list. */
  interface Reader<T> {
    T read(JsonFields element) throws AlertException;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name) throws AlertException {
    return require(name, "a text", JsonNode::isTextual).textValue();
  }

  float number(String name) throws AlertException {
    return require(name, "a number", JsonNode::isNumber).floatValue();
  }

  int integer(String name) throws AlertException {
    return require(name, "a whole number of 32 bits", JsonNode::canConvertToInt).intValue();
  }

  long whole(String name) throws AlertException {
    return require(name, "a whole number of 64 bits", JsonNode::canConvertToLong).longValue();
  }

  int hex(String name) throws AlertException {
    String text = text(name);
    try {
      return HexFormat.fromHexDigits(text);
    } catch (IllegalArgumentException e) {
      throw new AlertException(
          "'%s': expected at most 8 hexadecimal digits; came '%s'".formatted(name, text));
    }
  }

  JsonFields object(String name) throws AlertException {
    return new JsonFields(require(name, "an object", JsonNode::isObject));
  }

  <T> List<T> list(String name, Reader<T> reader) throws AlertException {
    List<T> list = new ArrayList<>();
    for (JsonNode element : require(name, "a list", JsonNode::isArray)) {
      list.add(reader.read(new JsonFields(element)));
    }
    return list;
  }

  List<String> texts(String name) throws AlertException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : require(name, "a list of texts", JsonNode::isArray)) {
      texts.add(element.asText());
    }
    return texts;
  }

  private JsonNode require(String name, String expected, Predicate<JsonNode> fits)
      throws AlertException {
    JsonNode field = node.path(name);
    if (!fits.test(field)) {
      throw new AlertException(
          "'%s': expected %s; came %s"
              .formatted(name, expected, field.isMissingNode() ? "nothing" : field));
    }
    return field;
  }
}
