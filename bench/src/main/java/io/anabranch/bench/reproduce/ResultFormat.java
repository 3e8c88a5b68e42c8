// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A result as one line of JSON. Each line says its format; newer ones are refused. */
final class ResultFormat {

  private static final int FORMAT = 1;
  private static final JsonMapper MAPPER = new JsonMapper();

  private ResultFormat() {}

  static String write(Result result) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT).put("experiment", result.experiment());
    Run run = result.run();
    json.put("unit", run.unit()).put("number", run.number()).put("limit", run.epochs());
    ObjectNode figures = json.putObject("figures");
    result.outcome().figures().series().forEach((name, values) -> put(figures, name, values));
    json.put("epochs", result.outcome().epochs()).put("seconds", result.seconds());
    if (!result.outcome().remark().isEmpty()) {
      json.put("remark", result.outcome().remark());
    }
    json.put("commit", result.commit()).put("device", result.device());
    return json.put("threads", result.threads()).toString();
  }

  /**
   * @param where file and line, for the message
   * @throws ReproductionException when the line is not one of ours
   */
  static Result read(String where, String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      int format = required(where, json, "format").asInt();
      if (format != FORMAT) {
        throw new ReproductionException(
            where + ": written by format " + format + ", this build reads " + FORMAT);
      }
      Figures figures = Figures.none();
      for (var entry : required(where, json, "figures").properties()) {
        figures = figures.with(entry.getKey(), values(entry.getValue()));
      }
      return new Result(
          required(where, json, "experiment").asText(),
          new Run(
              required(where, json, "unit").asText(),
              required(where, json, "number").asInt(),
              required(where, json, "limit").asInt()),
          new Outcome(
              figures, required(where, json, "epochs").asInt(), json.path("remark").asText()),
          required(where, json, "seconds").asDouble(),
          required(where, json, "commit").asText(),
          required(where, json, "device").asText(),
          required(where, json, "threads").asInt());
    } catch (JsonProcessingException e) {
      throw new ReproductionException(where + ": no JSON: " + e.getOriginalMessage());
    }
  }

  /** A series of one as a number, any other as an array. */
  private static void put(ObjectNode figures, String name, List<Double> values) {
    if (values.size() == 1) {
      figures.put(name, values.get(0));
      return;
    }
    ArrayNode array = figures.putArray(name);
    values.forEach(array::add);
  }

  private static List<Double> values(JsonNode node) {
    List<Double> values = new ArrayList<>();
    if (node.isNumber()) {
      values.add(node.asDouble());
    }
    node.forEach(value -> values.add(value.asDouble()));
    return values;
  }

  private static JsonNode required(String where, JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null) {
      throw new ReproductionException(where + ": field " + field + " is expected; there is none");
    }
    return value;
  }
}
