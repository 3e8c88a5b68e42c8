// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the fields of a JSON object and refuses those that are missing or of another type. A field
 * that is null is absent.
 */
record Fields(String where, ObjectNode object) {

  /** Turns a JSON value into one of ours, or refuses it. */
  interface Reader<T> {
    T read(String field, JsonNode value) throws ArtifactException;
  }

  <T> T required(String field, Reader<T> reader) throws ArtifactException {
    Optional<T> value = optional(field, reader);
    if (value.isEmpty()) {
      throw new ArtifactException(where, "field " + field + " is missing");
    }
    return value.get();
  }

  <T> Optional<T> optional(String field, Reader<T> reader) throws ArtifactException {
    JsonNode value = object.get(field);
    return value == null || value.isNull()
        ? Optional.empty()
        : Optional.of(reader.read(field, value));
  }

  String text(String field, JsonNode value) throws ArtifactException {
    return require(value.isTextual(), field, "a string", value).textValue();
  }

  boolean bool(String field, JsonNode value) throws ArtifactException {
    return require(value.isBoolean(), field, "true or false", value).booleanValue();
  }

  int int32(String field, JsonNode value) throws ArtifactException {
    boolean fits = value.isIntegralNumber() && value.canConvertToInt();
    return require(fits, field, "an integer of 32 bits", value).intValue();
  }

  long int64(String field, JsonNode value) throws ArtifactException {
    boolean fits = value.isIntegralNumber() && value.canConvertToLong();
    return require(fits, field, "an integer of 64 bits", value).longValue();
  }

  double finite(String field, JsonNode value) throws ArtifactException {
    boolean fits = value.isNumber() && Double.isFinite(value.doubleValue());
    return require(fits, field, "a finite number", value).doubleValue();
  }

  Fields nested(String field, JsonNode value) throws ArtifactException {
    return new Fields(
        where + " " + field, (ObjectNode) require(value.isObject(), field, "an object", value));
  }

  <T> Reader<List<T>> listOf(Reader<T> element) {
    return (field, value) -> {
      List<T> list = new ArrayList<>();
      for (JsonNode item : require(value.isArray(), field, "an array", value)) {
        list.add(element.read(field, item));
      }
      return list;
    };
  }

  <T> Reader<SortedMap<String, T>> mapOf(Reader<T> element) {
    return (field, value) -> {
      SortedMap<String, T> map = new TreeMap<>();
      for (Map.Entry<String, JsonNode> e : nested(field, value).object().properties()) {
        map.put(e.getKey(), element.read(field + "." + e.getKey(), e.getValue()));
      }
      return map;
    };
  }

  private JsonNode require(boolean fits, String field, String expected, JsonNode value)
      throws ArtifactException {
    if (!fits) {
      throw new ArtifactException(
          where, "field " + field + ": expected " + expected + "; got " + abridged(value));
    }
    return value;
  }

  private static String abridged(JsonNode value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
